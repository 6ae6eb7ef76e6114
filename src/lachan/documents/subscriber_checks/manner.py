"""How a check of subscribers is told."""

from lachan.documents.checks.manner import Manner
from lachan.documents.subscriber_checks.advice import advice
from lachan.documents.subscriber_checks.masking import masked_fact, masked_subject
from lachan.documents.subscriber_checks.words import SUBJECTS, column_name, value_name
from lachan.vietnam.wording import Wording

MANNER = Manner(
    title=Wording("Kết quả rà soát thông tin thuê bao", "Check of subscriber records"),
    counted=Wording("thuê bao", "numbers"),
    note=Wording(
        "Ví dụ đã che số, giấy tờ và tên. Một dấu hiệu có thể có lý do chính đáng; hãy đối chiếu hồ sơ trước khi kết "
        "luận.",
        "Numbers, papers and names in the examples are masked. An indicator can have a good reason; look at the file "
        "before concluding.",
    ),
    subjects=SUBJECTS,
    advice=advice,
    column_name=column_name,
    value_name=value_name,
    masked_subject=masked_subject,
    masked_fact=masked_fact,
    unmasking="lachan subscribers report --unmask",
)
