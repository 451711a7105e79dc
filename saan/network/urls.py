"""Where the pages of network stand."""
from django.urls import path

from saan.network.views import agencies, agreements, commitments, links

urlpatterns = [
    path("network", agreements.network, name="network"),
    path("agreements/new", agreements.new, name="new_agreement"),
    path("agreements/<int:number>", agreements.agreement, name="agreement"),
    path("agreements/<int:number>/document", agreements.document, name="agreement_document"),
    path("agreements/<int:number>/extend", agreements.extended, name="extend_agreement"),
    path("agreements/<int:number>/promise", agreements.promised, name="promise"),
    path("commitments/by-link/<str:token>", links.by_link, name="commitment_by_link"),
    path("commitments/<int:number>", commitments.commitment, name="commitment"),
    path("commitments/<int:number>/tell", commitments.told, name="tell_commitment"),
    path("commitments/<int:number>/judge", commitments.judged, name="judge_commitment"),
    path("commitments/<int:number>/ask", commitments.asked, name="ask_agency"),
    path("commitments/<int:number>/files/<int:step>", commitments.file, name="commitment_file"),
    path("agencies", agencies.agencies, name="agencies"),
    path("agencies/contacts/<int:contact>/stop", agencies.stop, name="stop_writing"),
]
