from django.urls import path

from chibo.campaigns.views import (
    board,
    campaign_overview,
    campaigns,
    commune_rules,
    communes,
    comparing,
    decision_changes,
    decisions,
    directing,
    handover,
    plans,
    proposing,
    transfer_bulk,
    transfer_list,
    transfer_steps,
    transfers,
)

app_name = "campaigns"

COMMUNE = "dot-sap-xep/<str:code>/<str:commune>/"
PLAN = f"{COMMUNE}phuong-an/<int:number>/"
DECISION = f"{COMMUNE}quyet-dinh/"
TRANSFER = "chuyen-sinh-hoat/<int:pk>/"
HANDOVER = "chuyen-sinh-hoat/ban-giao/<int:reorganisation>/<str:cell>/"

urlpatterns = [
    # Campaigns, communes and plans
    path("dot-sap-xep/", campaigns.campaigns, name="campaigns"),
    path("dot-sap-xep/moi/", campaigns.campaign_create, name="campaign_create"),
    path("dot-sap-xep/moi/pham-vi/", campaigns.campaign_reach, name="campaign_reach"),
    path("dot-sap-xep/doi-han/", directing.deadline_move, name="deadline_move"),
    path("dot-sap-xep/<str:code>/", campaign_overview.campaign, name="campaign"),
    path(COMMUNE, communes.commune, name="commune"),
    path(f"{COMMUNE}mien/", directing.commune_excuse, name="commune_excuse"),
    path(f"{COMMUNE}quy-tac/", commune_rules.rules, name="rules"),
    path(f"{COMMUNE}quy-tac/bo/", commune_rules.rule_drop, name="rule_drop"),
    path(f"{COMMUNE}chi-bo/", commune_rules.cells, name="commune_cells"),
    path(f"{COMMUNE}phuong-an/moi/", proposing.plan_propose, name="plan_propose"),
    path(f"{COMMUNE}phuong-an/so-sanh/", comparing.plan_compare, name="plan_compare"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}bang/", board.board, name="board"),
    path(f"{PLAN}dang-vien/<int:member>/", plans.plan_member, name="plan_member"),
    path(f"{PLAN}lap-lai/", proposing.plan_replan, name="plan_replan"),
    path(f"{PLAN}duyet/", plans.plan_adopt, name="plan_adopt"),
    # Decisions: papers, signing, carrying out
    path(DECISION, decisions.decision, name="decision"),
    path(f"{DECISION}du-thao/<int:number>/<str:form>/", decisions.decision_draft, name="decision_draft"),
    path(f"{DECISION}ky/", decisions.decision_sign, name="decision_sign"),
    path(f"{DECISION}in/", decisions.decision_print, name="decision_print"),
    path(f"{DECISION}tai-ve/", decisions.decision_download, name="decision_download"),
    path(f"{DECISION}huy/", decision_changes.decision_cancel, name="decision_cancel"),
    path(f"{DECISION}sua/", decision_changes.decision_correct, name="decision_correct"),
    path(f"{DECISION}thuc-hien/", decision_changes.decision_carry_out, name="decision_carry_out"),
    # Transfers and handovers
    path("chuyen-sinh-hoat/", transfer_list.transfers, name="transfers"),
    path("chuyen-sinh-hoat/tiep-nhan/", transfer_bulk.transfers_receive, name="transfers_receive"),
    path("chuyen-sinh-hoat/xac-nhan/", transfer_bulk.transfers_confirm, name="transfers_confirm"),
    path("chuyen-sinh-hoat/ban-giao/", handover.handovers, name="handovers"),
    path(HANDOVER, handover.handover, name="handover"),
    path(f"{HANDOVER}danh-muc/", handover.handover_sheet, name="handover_sheet"),
    path(f"{HANDOVER}bien-ban/<int:number>/", handover.handover_minutes, name="handover_minutes"),
    path(TRANSFER, transfers.transfer, name="transfer"),
    path(f"{TRANSFER}giay-gioi-thieu/", transfers.transfer_letter, name="transfer_letter"),
    path(f"{TRANSFER}tiep-nhan/", transfer_steps.transfer_receive, name="transfer_receive"),
    path(f"{TRANSFER}xac-nhan/", transfer_steps.transfer_confirm, name="transfer_confirm"),
    path(f"{TRANSFER}tra-lai/", transfer_steps.transfer_return, name="transfer_return"),
    path(f"{TRANSFER}gioi-thieu-lai/", transfer_steps.transfer_send_again, name="transfer_send_again"),
    path(f"{TRANSFER}gioi-thieu/", transfer_steps.transfer_issue, name="transfer_issue"),
]
