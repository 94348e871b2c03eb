using System.Collections.Frozen;
using Emergency.Domain.Accounts;
using static Emergency.Server.Permissions;

namespace Emergency.Server.Drills.Scenarios.Reading;

/// <summary>Which permission an act needs whose event is expected, so that nobody is expected to do what the role may not.</summary>
internal static class Acts
{
    // One of those named is enough. What reactions and clocks write is nobody's act and stands here not.
    private static readonly FrozenDictionary<string, Permission[]> Needed = new Dictionary<string, Permission[]>(StringComparer.Ordinal)
    {
        ["shelter.opened.v1"] = [ShelterEdit],
        ["shelter.closed.v1"] = [ShelterEdit],
        ["shelter.counted.v1"] = [ShelterEdit],
        ["incident.opened.v1"] = [IncidentOpen, IncidentReport],
        ["incident.report-added.v1"] = [IncidentReport],
        ["incident.location-verified.v1"] = [IncidentLocate],
        ["incident.graded.v1"] = [IncidentGrade],
        ["incident.contained.v1"] = [IncidentContain],
        ["incident.withdrawn.v1"] = [IncidentWithdraw],
        ["incident.joined.v1"] = [IncidentJoin],
        ["incident.split.v1"] = [IncidentJoin],
        ["incident.impact-drawn.v1"] = [ImpactDraw, CardActivate],
        ["incident.card-activated.v1"] = [CardActivate],
        ["incident.task-opened.v1"] = [TaskAssign, CardActivate],
        ["incident.task-taken.v1"] = [TaskTake],
        ["incident.task-noticed.v1"] = [TaskRead],
        ["incident.task-arrived.v1"] = [TaskAct],
        ["incident.task-done.v1"] = [TaskAct],
        ["incident.task-declined.v1"] = [TaskAct],
        ["incident.task-handed-on.v1"] = [TaskAct],
        ["incident.task-cancelled.v1"] = [TaskCancel],
        ["incident.scene-ended.v1"] = [IncidentEndScene],
        ["incident.response-ended.v1"] = [IncidentEndResponse],
        ["incident.archived.v1"] = [IncidentArchive],
        ["doors.counted.v1"] = [ImpactDraw, CardActivate],
        ["doors.person-checked.v1"] = [DoorCheck],
        ["doors.household-checked.v1"] = [DoorCheck],
        ["doors.visitor-added.v1"] = [DoorCheck],
        ["doors.taken-over.v1"] = [DoorTakeOver],
        ["handover.queued.v1"] = [HandoverOffer],
        ["handover.called.v1"] = [HandoverCall],
        ["care.opened.v1"] = [CareOpen, DoorCheck],
        ["care.adult-named.v1"] = [CareAct],
        ["care.arranged.v1"] = [CareAct],
        ["care.checked.v1"] = [CareAct],
        ["care.ended.v1"] = [CareAct],
        ["order.issued.v1"] = [OrderIssue],
        ["order.seen.v1"] = [OrderSee],
        ["order.fed-back.v1"] = [OrderSee],
        ["order.approved.v1"] = [OrderApprove],
        ["order.refused.v1"] = [OrderApprove],
        ["order.reviewed.v1"] = [OrderApprove],
        ["order.receiver-reached.v1"] = [OrderReach],
        ["call.heard.v1"] = [CallAnswer, CallReach],
        ["call.ring-failed.v1"] = [CallReach],
        ["call.driver-sent.v1"] = [CallReach],
        ["call.reached-by-driving.v1"] = [CallReach],
        ["call.repeated.v1"] = [CallReach],
        ["call.proof-told.v1"] = [CallProve],
        ["goods.granted.v1"] = [GoodsAnswer],
        ["goods.refused.v1"] = [GoodsAnswer],
        ["response.started.v1"] = [ResponseStart],
        ["response.changed.v1"] = [ResponseStart],
        ["response.terminated.v1"] = [ResponseStart],
        ["warning.confirmed.v1"] = [WarningConfirm],
        ["warning.lifted.v1"] = [WarningConfirm],
        ["cue.read.v1"] = [CueRead],
        ["cue.answered.v1"] = [CueRead],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Forms => Needed.Keys;

    /// <summary>The roles that may do what the event tells; null where it is nobody's act.</summary>
    public static IReadOnlyList<Role>? Who(string form) =>
        Needed.TryGetValue(form, out var any) ? [.. Enum.GetValues<Role>().Where(role => any.Any(permission => Of(permission, role) != Reach.No))] : null;
}
