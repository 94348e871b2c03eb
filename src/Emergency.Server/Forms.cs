using System.Collections.Frozen;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Authorities;
using Emergency.Domain.Calls;
using Emergency.Domain.Care;
using Emergency.Domain.Communities;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Drills;
using Emergency.Domain.Handovers;
using Emergency.Domain.Imports;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Domain.Retaining;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.People.Keys;

namespace Emergency.Server;

/// <summary>
/// The stored name of every event. These names and shapes lie in journals that must be readable for ever: a name is never
/// changed or used again; a changed shape gets the next version and a pure lifter from the old one. tests/frozen/forms pins each.
/// </summary>
/// <param name="key">The data keys, for the marks that bind sealed values to where they are stored; null where values are only passed on, as they are in memory.</param>
public sealed class Forms(Func<Guid, byte[]?>? key = null) : IForms
{
    private readonly SealedPlaces? _places = key is null ? null : new(key);

    private static readonly (string Form, Type Event)[] Table =
    [
        ("place.division-registered.v1", typeof(DivisionRegistered)),
        ("place.boundary-drawn.v1", typeof(BoundaryDrawn)),
        ("place.division-succeeded.v1", typeof(DivisionSucceeded)),
        ("place.hazard-recorded.v1", typeof(HazardRecorded)),
        ("place.hazard-removed.v1", typeof(HazardRemoved)),
        ("place.division-removed.v1", typeof(DivisionRemoved)),
        ("place.boundary-removed.v1", typeof(BoundaryRemoved)),
        ("shelter.recorded.v1", typeof(ShelterRecorded)),
        ("shelter.opened.v1", typeof(ShelterOpened)),
        ("shelter.closed.v1", typeof(ShelterClosed)),
        ("shelter.counted.v1", typeof(ShelterCounted)),
        ("shelter.removed.v1", typeof(ShelterRemoved)),
        ("account.added.v1", typeof(AccountAdded)),
        ("account.password-changed.v1", typeof(PasswordChanged)),
        ("account.password-hash-renewed.v1", typeof(PasswordHashRenewed)),
        ("account.grants-changed.v1", typeof(GrantsChanged)),
        ("account.closed.v1", typeof(AccountClosed)),
        ("account.erased.v1", typeof(AccountErased)),
        ("account.signed-in.v1", typeof(SignedIn)),
        ("account.session-renewed.v1", typeof(SessionRenewed)),
        ("account.signed-out.v1", typeof(SignedOut)),
        ("account.locked.v1", typeof(AccountLocked)),
        ("confirmation.asked.v1", typeof(ActAsked)),
        ("confirmation.confirmed.v1", typeof(ActConfirmed)),
        ("confirmation.refused.v1", typeof(ActRefused)),
        ("confirmation.lapsed.v1", typeof(ActLapsed)),
        ("confirmation.settled.v1", typeof(ActSettled)),
        ("retention.kept.v1", typeof(DataKept)),
        ("retention.archived.v1", typeof(DataArchived)),
        ("retention.held.v1", typeof(DataHeld)),
        ("retention.freed.v1", typeof(DataFreed)),
        ("audit.access-recorded.v1", typeof(AccessRecorded)),
        ("plan.drafted.v1", typeof(PlanDrafted)),
        ("plan.submitted.v1", typeof(PlanSubmitted)),
        ("plan.approved.v1", typeof(PlanApproved)),
        ("plan.returned.v1", typeof(PlanReturned)),
        ("plan.filed.v1", typeof(PlanFiled)),
        ("plan.evaluated.v1", typeof(PlanEvaluated)),
        ("plan.marked-due.v1", typeof(PlanMarkedDue)),
        ("plan.draft-removed.v1", typeof(PlanDraftRemoved)),
        ("team.member-recorded.v1", typeof(MemberRecorded)),
        ("team.member-removed.v1", typeof(MemberRemoved)),
        ("team.member-erased.v1", typeof(MemberErased)),
        ("team.duty-rostered.v1", typeof(DutyRostered)),
        ("team.duty-struck.v1", typeof(DutyStruck)),
        ("team.availability-set.v1", typeof(AvailabilitySet)),
        ("team.posting-agreed.v1", typeof(PostingAgreed)),
        ("team.posting-withdrawn.v1", typeof(PostingWithdrawn)),
        ("supplies.lot-recorded.v1", typeof(LotRecorded)),
        ("supplies.lot-removed.v1", typeof(LotRemoved)),
        ("supplies.lot-reserved.v1", typeof(LotReserved)),
        ("supplies.lot-released.v1", typeof(LotReleased)),
        ("supplies.lot-issued.v1", typeof(LotIssued)),
        ("supplies.lot-returned.v1", typeof(LotReturned)),
        ("supplies.lot-checked.v1", typeof(LotChecked)),
        ("residents.household-recorded.v1", typeof(HouseholdRecorded)),
        ("residents.person-recorded.v1", typeof(PersonRecorded)),
        ("residents.guardian-recorded.v1", typeof(GuardianRecorded)),
        ("residents.household-removed.v1", typeof(HouseholdRemoved)),
        ("residents.person-removed.v1", typeof(PersonRemoved)),
        ("residents.guardian-removed.v1", typeof(GuardianRemoved)),
        ("residents.helper-paired.v1", typeof(HelperPaired)),
        ("residents.sight-approved.v1", typeof(SightApproved)),
        ("residents.person-erased.v1", typeof(PersonErased)),
        ("residents.person-held.v1", typeof(PersonHeld)),
        ("residents.doubt-settled.v1", typeof(DoubtSettled)),
        ("desk.officer-recorded.v1", typeof(OfficerRecorded)),
        ("desk.officer-removed.v1", typeof(OfficerRemoved)),
        ("desk.turn-rostered.v1", typeof(TurnRostered)),
        ("desk.turn-struck.v1", typeof(TurnStruck)),
        ("desk.handed-over.v1", typeof(DeskHandedOver)),
        ("import.begun.v1", typeof(ImportBegun)),
        ("import.finished.v1", typeof(ImportFinished)),
        ("import.taken-back.v1", typeof(ImportTakenBack)),
        ("case.received.v1", typeof(CaseReceived)),
        ("case.updated.v1", typeof(CaseUpdated)),
        ("case.cancelled.v1", typeof(CaseCancelled)),
        ("case.promoted.v1", typeof(CasePromoted)),
        ("case.callers-erased.v1", typeof(CaseCallersErased)),
        ("incident.opened.v1", typeof(IncidentOpened)),
        ("incident.graded.v1", typeof(IncidentGraded)),
        ("incident.contained.v1", typeof(IncidentContained)),
        ("incident.withdrawn.v1", typeof(IncidentWithdrawn)),
        ("incident.report-added.v1", typeof(ReportAdded)),
        ("incident.reports-withdrawn.v1", typeof(ReportsWithdrawn)),
        ("incident.callers-erased.v1", typeof(CallersErased)),
        ("incident.location-verified.v1", typeof(LocationVerified)),
        ("incident.impact-drawn.v1", typeof(ImpactDrawn)),
        ("incident.card-activated.v1", typeof(CardActivated)),
        ("incident.task-opened.v1", typeof(TaskOpened)),
        ("incident.task-taken.v1", typeof(TaskTaken)),
        ("incident.task-noticed.v1", typeof(TaskNoticed)),
        ("incident.task-arrived.v1", typeof(TaskArrived)),
        ("incident.task-done.v1", typeof(TaskDone)),
        ("incident.task-declined.v1", typeof(TaskDeclined)),
        ("incident.task-handed-on.v1", typeof(TaskHandedOn)),
        ("incident.task-cancelled.v1", typeof(TaskCancelled)),
        ("incident.task-reminded.v1", typeof(TaskReminded)),
        ("incident.task-escalated.v1", typeof(TaskEscalated)),
        ("incident.unattended.v1", typeof(IncidentUnattended)),
        ("incident.attended.v1", typeof(IncidentAttended)),
        ("incident.scene-ended.v1", typeof(SceneEnded)),
        ("incident.scene-reopened.v1", typeof(SceneReopened)),
        ("incident.response-ended.v1", typeof(ResponseEnded)),
        ("incident.archived.v1", typeof(IncidentArchived)),
        ("incident.supplies-asked.v1", typeof(SuppliesAsked)),
        ("incident.shortage-reported.v1", typeof(ShortageReported)),
        ("incident.shortage-answered.v1", typeof(ShortageAnswered)),
        ("incident.joined.v1", typeof(IncidentJoined)),
        ("incident.split.v1", typeof(IncidentSplit)),
        ("incident.taken-in.v1", typeof(IncidentTakenIn)),
        ("incident.given-back.v1", typeof(IncidentGivenBack)),
        ("doors.counted.v1", typeof(DoorsCounted)),
        ("doors.joined.v1", typeof(DoorsJoined)),
        ("doors.person-checked.v1", typeof(PersonChecked)),
        ("doors.household-checked.v1", typeof(HouseholdChecked)),
        ("doors.disputed.v1", typeof(DoorDisputed)),
        ("doors.called.v1", typeof(DoorCalled)),
        ("doors.visitor-added.v1", typeof(VisitorAdded)),
        ("doors.visitor-erased.v1", typeof(VisitorErased)),
        ("doors.taken-over.v1", typeof(DoorTakenOver)),
        ("doors.closed.v1", typeof(DoorsClosed)),
        ("doors.reopened.v1", typeof(DoorsReopened)),
        ("handover.queued.v1", typeof(HandoverQueued)),
        ("handover.delivered.v1", typeof(HandoverDelivered)),
        ("handover.unconfirmed.v1", typeof(HandoverUnconfirmed)),
        ("handover.called.v1", typeof(HandoverCalled)),
        ("handover.accepted.v1", typeof(HandoverAccepted)),
        ("handover.returned.v1", typeof(HandoverReturned)),
        ("handover.progressed.v1", typeof(HandoverProgressed)),
        ("handover.completed.v1", typeof(HandoverCompleted)),
        ("care.opened.v1", typeof(CareOpened)),
        ("care.adult-named.v1", typeof(AdultNamed)),
        ("care.arranged.v1", typeof(CareArranged)),
        ("care.checked.v1", typeof(CareChecked)),
        ("care.late.v1", typeof(CareLate)),
        ("care.ended.v1", typeof(CareEnded)),
        ("order.issued.v1", typeof(OrderIssued)),
        ("order.delivered.v1", typeof(OrderDelivered)),
        ("order.stopped.v1", typeof(OrderStopped)),
        ("order.seen.v1", typeof(OrderSeen)),
        ("order.fed-back.v1", typeof(OrderFedBack)),
        ("order.approved.v1", typeof(OrderApproved)),
        ("order.refused.v1", typeof(OrderRefused)),
        ("order.reviewed.v1", typeof(OrderReviewed)),
        ("order.numbered.v1", typeof(OrderNumbered)),
        ("order.unread.v1", typeof(OrderUnread)),
        ("order.call-asked.v1", typeof(CallAsked)),
        ("order.call-placed.v1", typeof(CallPlaced)),
        ("order.call-answered.v1", typeof(CallAnswered)),
        ("order.call-failed.v1", typeof(CallFailed)),
        ("order.driver-asked.v1", typeof(DriverAsked)),
        ("order.receiver-reached.v1", typeof(ReceiverReached)),
        ("lists.list-recorded.v1", typeof(ListRecorded)),
        ("goods.requested.v1", typeof(GoodsRequested)),
        ("goods.late.v1", typeof(GoodsLate)),
        ("goods.granted.v1", typeof(GoodsGranted)),
        ("goods.refused.v1", typeof(GoodsRefused)),
        ("goods.withdrawn.v1", typeof(GoodsWithdrawn)),
        ("response.started.v1", typeof(ResponseStarted)),
        ("response.changed.v1", typeof(ResponseChanged)),
        ("response.terminated.v1", typeof(ResponseTerminated)),
        ("drill.prepared.v1", typeof(DrillPrepared)),
        ("drill.party-told.v1", typeof(PartyTold)),
        ("drill.started.v1", typeof(DrillStarted)),
        ("drill.paused.v1", typeof(DrillPaused)),
        ("drill.resumed.v1", typeof(DrillResumed)),
        ("drill.speed-set.v1", typeof(SpeedSet)),
        ("drill.real-call-ruled-out.v1", typeof(RealCallRuledOut)),
        ("drill.inject-played.v1", typeof(InjectPlayed)),
        ("drill.noted.v1", typeof(DrillNoted)),
        ("drill.action-observed.v1", typeof(ActionObserved)),
        ("drill.ended.v1", typeof(DrillEnded)),
        ("drill.sheet-filled.v1", typeof(SheetFilled)),
        ("drill.evaluated.v1", typeof(DrillEvaluated)),
        ("drill.improvement-added.v1", typeof(ImprovementAdded)),
        ("drill.improvement-moved.v1", typeof(ImprovementMoved)),
        ("drill.improvement-done.v1", typeof(ImprovementDone)),
        ("drill.improvement-checked.v1", typeof(ImprovementChecked)),
        ("drill.improvement-sent-back.v1", typeof(ImprovementSentBack)),
        ("drill.improvement-reminded.v1", typeof(ImprovementReminded)),
        ("drill.improvement-overdue.v1", typeof(ImprovementOverdue)),
        ("cue.given.v1", typeof(CueGiven)),
        ("cue.read.v1", typeof(CueRead)),
        ("cue.answered.v1", typeof(CueAnswered)),
        ("drill.jumped.v1", typeof(DrillJumped)),
        ("drill.inject-held.v1", typeof(InjectHeld)),
        ("drill.inject-released.v1", typeof(InjectReleased)),
        ("drill.outage-began.v1", typeof(OutageBegan)),
        ("drill.outage-ended.v1", typeof(OutageEnded)),
        ("call.begun.v1", typeof(CallBegun)),
        ("call.ring-asked.v1", typeof(RingAsked)),
        ("call.ring-placed.v1", typeof(RingPlaced)),
        ("call.ring-failed.v1", typeof(RingFailed)),
        ("call.heard.v1", typeof(CallHeard)),
        ("call.drive-asked.v1", typeof(DriveAsked)),
        ("call.driver-sent.v1", typeof(DriverSent)),
        ("call.reached-by-driving.v1", typeof(ReachedByDriving)),
        ("call.repeated.v1", typeof(CallRepeated)),
        ("call.proof-told.v1", typeof(ProofTold)),
        ("call.ended.v1", typeof(CallEnded)),
        ("warning.received.v1", typeof(WarningReceived)),
        ("warning.cancellation-received.v1", typeof(CancellationReceived)),
        ("warning.replaced.v1", typeof(WarningReplaced)),
        ("warning.cancelled.v1", typeof(WarningCancelled)),
        ("warning.confirmation-awaited.v1", typeof(ConfirmationAwaited)),
        ("warning.unattended.v1", typeof(WarningUnattended)),
        ("warning.confirmed.v1", typeof(WarningConfirmed)),
        ("warning.called.v1", typeof(WarningCalled)),
        ("warning.ending-asked.v1", typeof(EndingAsked)),
        ("warning.ending-accepted.v1", typeof(EndingAccepted)),
        ("warning.ending-declined.v1", typeof(EndingDeclined)),
        ("warning.lifted-for.v1", typeof(WarningLiftedFor)),
        ("warning.lifted.v1", typeof(WarningLifted)),
        ("warning.expired.v1", typeof(WarningExpired)),
        ("scenario.published.v1", typeof(ScenarioPublished)),
        ("scenario.withdrawn.v1", typeof(ScenarioWithdrawn)),
        ("schedule.made.v1", typeof(ScheduleMade)),
        ("schedule.changed.v1", typeof(ScheduleChanged)),
        ("schedule.paused.v1", typeof(SchedulePaused)),
        ("schedule.resumed.v1", typeof(ScheduleResumed)),
        ("schedule.ended.v1", typeof(ScheduleEnded)),
        ("schedule.date-proposed.v1", typeof(DateProposed)),
        ("schedule.date-accepted.v1", typeof(DateAccepted)),
        ("schedule.party-told.v1", typeof(PartyConfirmed)),
        ("schedule.prepared.v1", typeof(PreparationTicked)),
        ("schedule.reminded.v1", typeof(ScheduleReminded)),
        ("schedule.fired.v1", typeof(ScheduleFired)),
        ("schedule.missed.v1", typeof(ScheduleMissed)),
    ];

    private static readonly FrozenDictionary<string, Type> States = Deciders.All.ToFrozenDictionary(decider => decider.Kind, decider => decider.Initial.GetType(), StringComparer.Ordinal);
    // A state has the shape that this very program gives it: of any other, also of an older one, the events are read.
    private static readonly string Program = $"{typeof(Event).Module.ModuleVersionId:N}.{typeof(Forms).Module.ModuleVersionId:N}";

    private static readonly FrozenDictionary<Type, string> Names = Table.ToFrozenDictionary(row => row.Event, row => row.Form);
    private static readonly FrozenDictionary<string, Type> Types = Table.ToFrozenDictionary(row => row.Form, row => row.Event, StringComparer.Ordinal);

    /// <summary>Every form with its event, in the table's order.</summary>
    public static IReadOnlyList<(string Form, Type Event)> All => Table;

    public (string Form, ReadOnlyMemory<byte> Bytes) Write(object happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return Names.TryGetValue(happened.GetType(), out var form)
            ? (form, _places?.Bind(form, JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), SealedPlaces.Json)) ?? JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json.Options))
            : throw new InvalidOperationException($"{happened.GetType().Name} has no stored form");
    }

    public object Read(string form, ReadOnlySpan<byte> bytes) => Types.TryGetValue(form, out var type)
        ? _places is null ? JsonSerializer.Deserialize(bytes, type, Json.Options)! : JsonSerializer.Deserialize(_places.Compare(form, bytes), type, SealedPlaces.Json)!
        : throw new InvalidOperationException($"unknown form {form}: written by a newer version");

    public (string Form, ReadOnlyMemory<byte> Bytes) WriteCommand(object command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return (command.GetType().FullName!, JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Json.Options));
    }

    public object ReadCommand(string form, ReadOnlySpan<byte> bytes) => typeof(Command).Assembly.GetType(form) is { } type && type.IsSubclassOf(typeof(Command))
        ? JsonSerializer.Deserialize(bytes, type, Json.Options)!
        : throw new InvalidOperationException($"unknown command {form}: sent by another version");

    public (string Form, ReadOnlyMemory<byte> Bytes)? WriteState(string kind, object state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return ($"{kind}.{Program}", JsonSerializer.SerializeToUtf8Bytes(state, States[kind], Json.States));
    }

    public object? ReadState(string kind, string form, ReadOnlySpan<byte> bytes) => form == $"{kind}.{Program}" ? JsonSerializer.Deserialize(bytes, States[kind], Json.States) : null;
}
