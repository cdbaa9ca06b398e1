"""The forms of campaigns, plans, decisions and transfers."""
