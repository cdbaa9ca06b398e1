"""The one list of the house: search, filters, sorting, columns, paging, spreadsheet and print, declared once.

    MEMBERS = Listing(name="members", title=_("Đảng viên"), columns=(Column("full_name", _("Họ và tên"), …), …), …)

    def members(request):
        rows = queries.members_on(request.as_of, viewer=request.user)
        return list_page(request, MEMBERS, rows, template="registry/member_list.html")

``docs/screens.md`` shows every option. The rows are a queryset that is already scoped (one COUNT and one page query),
or a sequence of objects or dicts where the rows are computed.
"""

from chibo.kit.cells import Kind, Status, Tone
from chibo.kit.lists.declared import Bulk, Column, Filter, Listing
from chibo.kit.lists.pages import list_page
from chibo.kit.lists.result import Result

__all__ = ["Bulk", "Column", "Filter", "Kind", "Listing", "Result", "Status", "Tone", "list_page"]
