"""The product's commands. ``chibo --help`` and ``chibo solve`` load neither Django nor each other."""

from __future__ import annotations

from importlib import import_module, metadata

import click

# Name → where the command is, and its line in the help: a command is imported when it is called.
COMMANDS = {
    "run": ("chibo.cli.serving:run", "Serve the site (brings database and static files up to date first)."),
    "demo": ("chibo.cli.demo:demo", "Load the synthetic Đồng Nai of 2019, or write its spreadsheets."),
    "migrate": ("chibo.cli.database:migrate", "Bring the database up to date."),
    "backup": ("chibo.cli.database:backup", "Copy the database to a file while the site runs."),
    "erase": ("chibo.cli.database:erase", "Erase personal data whose day has come; for a nightly timer."),
    "user": ("chibo.cli.accounts:user", "Create accounts, set passwords."),
    "role": ("chibo.cli.accounts:role", "Grant a role at a unit."),
    "import": ("chibo.cli.imports:imports", "Take in spreadsheets of units and members."),
    "campaign": ("chibo.cli.campaign:campaign", "Open a campaign, plan, decide, carry out, confirm."),
    "report": ("chibo.cli.report:report", "Count how far a campaign has come."),
    "evaluations": ("chibo.cli.evaluations:evaluations", "Make the forms of a yearly review as one archive."),
    "solve": ("chibo.cli.solve:solve", "Solve a placement problem written as JSON."),
}


class Commands(click.Group):
    """The commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_place, line) in COMMANDS.items()])


def _version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"chibo {metadata.version('chibo')}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
def main() -> None:
    """Plan, carry out and follow the reorganisation of Party cells in a commune.

    The database is named by CHIBO_DATABASE_URL (sqlite:////path/file.sqlite3 or postgresql://…); without it, a file in
    the working folder. Exit status: 0 done, 1 something was refused (said on standard error), 2 unusable input.
    """
