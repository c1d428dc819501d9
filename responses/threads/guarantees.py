"""What a constraint cannot say: each guarantee once, as a condition that is refused."""

from responses.threads.triggers import CHANGE, ENDURING, Guard, only_appended, stays

GUARDS = (
    only_appended("responses_revision", "revision"),
    only_appended("responses_credit", "credit"),
    only_appended("responses_publication", "publication"),
    only_appended("responses_revisionimage", "revision_image"),
    only_appended("responses_release", "release"),
    only_appended("responses_event", "event"),
    only_appended("responses_previewnote", "preview_note"),
    only_appended("responses_consent", "consent"),
    only_appended("responses_declaration", "declaration"),
    only_appended("responses_approvalrequest", "approval_request"),
    only_appended("responses_approval", "approval"),
    Guard(
        "author_remark_keeps_its_words",
        "responses_authorremark",
        ("UPDATE",),
        "NEW.revision_id <> OLD.revision_id OR NEW.text <> OLD.text OR NEW.created_at <> OLD.created_at"
        " OR COALESCE(NEW.paragraph, -1) <> COALESCE(OLD.paragraph, -1)"
        " OR (OLD.handled_at IS NOT NULL AND NEW.handled_at IS NULL)",
        "what an author remarked stays as it was said",
    ),
    Guard(
        "kept_file_stays_with_its_essay",
        "responses_keptfile",
        ENDURING,
        "OLD.essay_id IS NOT NULL",
        "a kept file stays with its essay",
    ),
    only_appended("responses_handlednote", "handled_note"),
    Guard(
        "invitation_keeps_its_terms",
        "responses_invitation",
        ("UPDATE",),
        "NEW.code <> OLD.code OR NEW.call_id <> OLD.call_id"
        " OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL)",
        "an access code opens the call that it was made for, and stays revoked",
    ),
    Guard(
        "submission_version_is_never_changed",
        "responses_submissionversion",
        ("UPDATE",),
        # Its file alone may go: what is erased leaves no number behind.
        "NEW.submission_id <> OLD.submission_id OR NEW.number <> OLD.number OR NEW.digest <> OLD.digest"
        " OR NEW.title <> OLD.title OR NEW.body <> OLD.body OR NEW.sent_at <> OLD.sent_at",
        "what an author sent is never changed",
    ),
    Guard(
        "submission_keeps_its_number",
        "responses_submission",
        ("UPDATE",),
        "NEW.call_id <> OLD.call_id OR (OLD.number IS NOT NULL AND COALESCE(NEW.number, 0) <> OLD.number)",
        "a submission keeps its call and its number",
    ),
    Guard(
        "preview_link_keeps_its_terms",
        "responses_previewlink",
        ("UPDATE",),
        "NEW.token_hash <> OLD.token_hash OR NEW.created_at <> OLD.created_at OR NEW.days > OLD.days"
        " OR COALESCE(NEW.edition_id, 0) <> COALESCE(OLD.edition_id, 0)"
        " OR COALESCE(NEW.thread_id, 0) <> COALESCE(OLD.thread_id, 0)"
        " OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL)",
        "a preview link shows what it was made for, no longer than was said, and stays revoked",
    ),
    Guard(
        "image_stays_itself",
        "responses_image",
        ("UPDATE",),
        "NEW.key <> OLD.key OR NEW.folder <> OLD.folder OR NEW.digest <> OLD.digest OR NEW.kind <> OLD.kind"
        " OR NEW.width <> OLD.width OR NEW.height <> OLD.height",
        "an image is described anew, never replaced",
    ),
    Guard(
        "image_in_a_version_stays",
        "responses_image",
        ("DELETE",),
        "EXISTS (SELECT 1 FROM responses_revisionimage WHERE image_id = OLD.id)",
        "an image that a saved version shows stays",
    ),
    Guard(
        "essay_answers_within_its_thread",
        "responses_essay",
        CHANGE,
        "NEW.responding_to_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM responses_essay t"
        " WHERE t.id = NEW.responding_to_id AND t.thread_id = NEW.thread_id)",
        "a response answers an essay of its own thread",
    ),
    Guard(
        "essay_leaves_no_answer_behind",
        "responses_essay",
        ("UPDATE",),
        "NEW.thread_id <> OLD.thread_id AND EXISTS (SELECT 1 FROM responses_essay a"
        " WHERE a.responding_to_id = NEW.id AND a.thread_id <> NEW.thread_id)",
        "an essay with answers stays in their thread",
    ),
    Guard(
        "essay_answers_in_no_circle",
        "responses_essay",
        CHANGE,
        "NEW.responding_to_id IS NOT NULL AND NEW.id IN ("
        "WITH RECURSIVE up(id) AS ("
        "SELECT responding_to_id FROM responses_essay WHERE id = NEW.responding_to_id"
        " UNION SELECT e.responding_to_id FROM responses_essay e JOIN up ON e.id = up.id)"
        " SELECT id FROM up WHERE id IS NOT NULL)",
        "essays answer one another in no circle",
    ),
    Guard(
        "essay_closing_reply_answers_the_prompt",
        "responses_essay",
        CHANGE,
        "NEW.kind = 'closing_reply' AND NOT EXISTS (SELECT 1 FROM responses_essay t"
        " WHERE t.id = NEW.responding_to_id AND t.kind = 'prompt')",
        "a closing reply answers the prompt",
    ),
    Guard(
        "essay_prompt_stays_a_prompt",
        "responses_essay",
        ("UPDATE",),
        "NEW.kind <> OLD.kind AND (NEW.kind = 'prompt' OR OLD.kind = 'prompt')",
        "a prompt stays a prompt, and nothing becomes one",
    ),
    Guard(
        "essay_set_aside_was_never_public",
        "responses_essay",
        CHANGE,
        "NEW.set_aside_at IS NOT NULL AND EXISTS (SELECT 1 FROM responses_liveperiod l"
        " WHERE l.essay_id = NEW.id)",
        "what was public, or is to be, is not set aside",
    ),
    Guard(
        "essay_set_aside_leaves_no_answer_behind",
        "responses_essay",
        CHANGE,
        "NEW.set_aside_at IS NOT NULL AND EXISTS (SELECT 1 FROM responses_essay a"
        " WHERE a.responding_to_id = NEW.id AND a.set_aside_at IS NULL)",
        "what answers a text is set aside before it",
    ),
    Guard(
        "essay_answers_nothing_set_aside",
        "responses_essay",
        CHANGE,
        "NEW.set_aside_at IS NULL AND NEW.responding_to_id IS NOT NULL AND EXISTS (SELECT 1"
        " FROM responses_essay t WHERE t.id = NEW.responding_to_id AND t.set_aside_at IS NOT NULL)",
        "nothing answers a text that is set aside",
    ),
    Guard(
        "live_period_is_of_nothing_set_aside",
        "responses_liveperiod",
        CHANGE,
        "EXISTS (SELECT 1 FROM responses_essay e WHERE e.id = NEW.essay_id AND e.set_aside_at IS NOT NULL)",
        "a text that is set aside does not go live",
    ),
    Guard(
        "essay_slug_is_nobodys_former_one",
        "responses_essay",
        CHANGE,
        "EXISTS (SELECT 1 FROM responses_formerslug f"
        " WHERE f.slug = NEW.slug AND f.essay_id IS NOT NULL AND f.essay_id <> NEW.id)",
        "a web address that once was public is kept for its essay",
    ),
    Guard(
        "essay_keeps_its_short_id",
        "responses_essay",
        ("UPDATE",),
        "NEW.short_id <> OLD.short_id",
        "the short address of a text is given once",
    ),
    Guard(
        "passage_is_of_what_is_answered",
        "responses_passage",
        CHANGE,
        "NOT EXISTS (SELECT 1 FROM responses_revision r JOIN responses_edition e ON e.id = r.edition_id"
        " JOIN responses_essay a ON a.id = NEW.essay_id"
        " WHERE r.id = NEW.revision_id AND e.essay_id = a.responding_to_id)",
        "words answered stand in the text that is answered",
    ),
    Guard(
        "essay_answers_where_its_passages_are",
        "responses_essay",
        ("UPDATE",),
        "NEW.responding_to_id <> OLD.responding_to_id"
        " AND EXISTS (SELECT 1 FROM responses_passage p WHERE p.essay_id = NEW.id)",
        "an essay that answers words of a text answers that text",
    ),
    Guard(
        "edition_source_is_of_its_essay",
        "responses_edition",
        CHANGE,
        "NEW.source_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM responses_edition s"
        " WHERE s.id = NEW.source_id AND s.essay_id = NEW.essay_id AND s.id <> NEW.id)",
        "an edition is made from another edition of its essay",
    ),
    Guard(
        "publication_revision_is_of_its_edition",
        "responses_publication",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM responses_revision r"
        " WHERE r.id = NEW.revision_id AND r.edition_id = NEW.edition_id)",
        "a publication names a revision of its own edition",
    ),
    Guard(
        "publication_goes_with_its_release",
        "responses_publication",
        ("INSERT",),
        "NEW.release_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM responses_release r"
        " WHERE r.id = NEW.release_id AND r.instant = NEW.instant)",
        "a publication of a release takes effect at its instant",
    ),
    Guard(
        "revision_is_made_from_its_essay",
        "responses_revision",
        ("INSERT",),
        "NEW.made_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM responses_revision s"
        " JOIN responses_edition se ON se.id = s.edition_id"
        " JOIN responses_edition e ON e.id = NEW.edition_id"
        " WHERE s.id = NEW.made_from_id AND se.essay_id = e.essay_id AND se.id <> e.id)",
        "a revision is made from another edition of its essay",
    ),
    stays("thread", "responses_thread", "responses_essay WHERE thread_id"),
    stays(
        "person", "responses_person", "responses_credit WHERE person_id", "responses_byline WHERE person_id"
    ),
    stays(
        "user",
        "responses_user",
        "responses_essay WHERE created_by_id",
        "responses_thread WHERE created_by_id",
        "responses_revision WHERE created_by_id",
        "responses_publication WHERE created_by_id",
        "responses_release WHERE created_by_id",
    ),
)
