using Emergency.Server.Across.Reactions;
using Emergency.Server.Infrastructure.Following;

namespace Emergency.Server.Tests.Reactions;

/// <summary>
/// The law of ending over all reactions: each has a row here with the reaction that takes its effects back, or the reason why they stay. A
/// reaction without a row fails.
/// </summary>
public sealed class EveryReactionEndsTests
{
    /// <summary>By is the reaction that takes back this one's effects; empty where nothing goes on, with the reason.</summary>
    private sealed record Row(Type Of, string Why, params Type[] By);

    private static readonly Row[] Table =
    [
        // Rings.
        new(typeof(WarningsAreCalled), "its own end, a smaller update and a newer version end the calls", typeof(WarningsAreCalled)),
        new(typeof(TasksAreCalled), "the task's end, a false alarm and the scene's end", typeof(TasksAreCalled)),
        new(typeof(CallOutsAreCalled), "the call-out ends with its incident", typeof(CallOutsAreCalled), typeof(IncidentEndsCallOuts)),
        new(typeof(RisksAreCalled), "eased, ended, or become an incident", typeof(RisksAreCalled)),
        new(typeof(LateCareIsCalled), "whoever does something in it, and its end", typeof(LateCareIsCalled)),
        new(typeof(LateVisitsAreCalled), "a visit made, asked back or ended", typeof(LateVisitsAreCalled), typeof(WarningsAskVisits)),
        new(typeof(VolunteersAreCalled), "the need is closed", typeof(VolunteersAreCalled)),
        new(
            typeof(OrdersAreCalled),
            "read, fed back or told; an order is its issuer's own and outlives an incident",
            typeof(OrdersAreCalled)
        ),
        // Visits.
        new(typeof(WarningsAskVisits), "its end, for all or some, and a confirmed newer version", typeof(WarningsAskVisits)),
        new(typeof(PowerCutsAskVisits), "power is back, or there was no cut", typeof(PowerCutsAskVisits)),
        new(typeof(RegisterPlansVisits), "who has left or is registered no more", typeof(RegisterPlansVisits)),
        new(typeof(VisitsAskChecks), "the term's check is the answer"),
        new(typeof(RegisterPlansChecks), "who is of age or has left", typeof(RegisterPlansChecks)),
        // Tasks, goods, doors of an incident.
        new(typeof(DoorsOpenTasks), "a door that is settled, a false alarm and the scene's end cancel the task", typeof(FactsAnswerTasks)),
        new(typeof(FactsAnswerTasks), "it only ends tasks"),
        new(typeof(CallsSendDrivers), "a task of the incident: it ends with the scene"),
        new(typeof(IncidentAsksSupplies), "the task's end frees what was promised", typeof(TasksReleaseSupplies)),
        new(typeof(ShortageAsksStreet), "the task's end withdraws the request", typeof(TasksReleaseSupplies)),
        new(typeof(TasksReleaseSupplies), "it only gives back"),
        new(typeof(ImpactCountsDoors), "the scene's end closes them; after a false alarm nobody is sent to them", typeof(SceneClosesDoors)),
        new(typeof(ResidentsJoinDoors), "they close with the others", typeof(SceneClosesDoors)),
        new(typeof(SceneClosesDoors), "a scene that is opened again opens them again", typeof(SceneClosesDoors)),
        new(typeof(JoinedTellsMain), "splitting gives back", typeof(JoinedTellsMain)),
        new(typeof(IncidentEndsCallOuts), "it only ends call-outs"),
        new(typeof(FalseAlarmRecallsHandovers), "it only takes back what was not sent yet"),
        new(typeof(IncidentFreesOrders), "an order that was delivered stays delivered; its review is the street's"),
        // Messages.
        new(typeof(CaseOpensIncident), "a case that is taken back marks its tellings; a person says whether it was a false alarm"),
        new(typeof(MessagesEndWarnings), "it only ends warnings"),
        new(typeof(MessagesAreWhole), "each part ends as a warning does", typeof(MessagesEndWarnings)),
        // Drills.
        new(typeof(RealCallStopsDrill), "somebody rules the real call out, or ends the drill"),
        new(typeof(DrillPlaysPartners), "within the drill's realm, whose clock stands still once it has ended"),
        new(typeof(ScheduleMakesDrill), "the drill it makes is ended by who leads it, and at the end of its length"),
        // People: their own ends, for any beginning.
        new(typeof(DoorsOpenCare), "somebody without a carer has one until an exit of their own, also after a false alarm"),
        new(typeof(VisitsOpenCare), "the same"),
        new(typeof(CareEndsLinks), "it only ends links"),
        new(typeof(HarmOpensProtection), "a report of harm is closed by the supervisor alone"),
        new(typeof(ErasedEndsProtection), "it only ends"),
        new(typeof(VisitsFindHazards), "a hazard is closed by whoever checks it"),
        new(typeof(VisitsAskClinics), "the clinic's answer, or a correction", typeof(CorrectionsSettleAsks)),
        new(typeof(CorrectionsSettleAsks), "it only settles"),
        new(typeof(RegisterEndsClinicCare), "it only ends"),
        // Records.
        new(typeof(PassedIsTaken), "things of an ended division go on in the next"),
        new(typeof(PassedLotsAreTaken), "the same"),
        new(typeof(PassedMembersAreTaken), "the same"),
        new(typeof(LeaversLoseAccounts), "it only ends"),
        new(typeof(LentStaffJoinTeams), "their last day ends it", typeof(LentStaffJoinTeams)),
        new(typeof(PlansFallDue), "the next version of the plan is the answer"),
        new(typeof(DayEndsReadinessKept), "a day that was kept is a record"),
    ];

    [Fact]
    public void Each_reaction_has_one_row_that_says_how_its_end_is_taken_back() =>
        Table
            .Select(row => row.Of.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                typeof(IReaction)
                    .Assembly.GetTypes()
                    .Where(type => type is { IsAbstract: false, IsInterface: false } && typeof(IReaction).IsAssignableFrom(type))
                    .Select(type => type.Name)
                    .Order(StringComparer.Ordinal)
            );

    [Fact]
    public void Whoever_takes_back_is_a_reaction_too_and_each_row_says_why() =>
        Table.ShouldAllBe(row => row.Why.Length > 0 && row.By.All(by => typeof(IReaction).IsAssignableFrom(by)));
}
