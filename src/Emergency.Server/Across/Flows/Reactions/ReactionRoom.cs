using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Following;

namespace Emergency.Server.Across.Reactions;

/// <summary>Registers the server's own reactions to events: one row for each pair of nouns.</summary>
internal static class ReactionRoom
{
    public static WebApplicationBuilder AddReactions(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<IReaction, CaseOpensIncident>()
            .AddSingleton<IReaction, ImpactCountsDoors>()
            .AddSingleton<IReaction, ResidentsJoinDoors>()
            .AddSingleton<IReaction, PassedIsTaken>()
            .AddSingleton<IReaction, PassedLotsAreTaken>()
            .AddSingleton<IReaction, PassedMembersAreTaken>()
            .AddSingleton<IReaction, DoorsOpenTasks>()
            .AddSingleton<IReaction, FactsAnswerTasks>()
            .AddSingleton<IReaction, SceneClosesDoors>()
            .AddSingleton<IReaction, JoinedTellsMain>()
            .AddSingleton<IReaction, DoorsOpenCare>()
            .AddSingleton<IReaction, IncidentAsksSupplies>()
            .AddSingleton<IReaction, ShortageAsksStreet>()
            .AddSingleton<IReaction, TasksReleaseSupplies>()
            .AddSingleton<IReaction, IncidentFreesOrders>()
            .AddSingleton<IReaction, OrdersAreCalled>()
            .AddSingleton<IReaction, TasksAreCalled>()
            .AddSingleton<IReaction, CallOutsAreCalled>()
            .AddSingleton<IReaction, IncidentEndsCallOuts>()
            .AddSingleton<IReaction, FalseAlarmRecallsHandovers>()
            .AddSingleton<IReaction, LateCareIsCalled>()
            .AddSingleton<IReaction, LateVisitsAreCalled>()
            .AddSingleton<IReaction, RisksAreCalled>()
            .AddSingleton<IReaction, VolunteersAreCalled>()
            .AddSingleton<IReaction, CallsSendDrivers>()
            .AddSingleton<IReaction, MessagesAreWhole>()
            .AddSingleton<IReaction, MessagesEndWarnings>()
            .AddSingleton<IReaction, WarningsAreCalled>()
            .AddSingleton<IReaction, RealCallStopsDrill>()
            .AddSingleton<IReaction, DrillPlaysPartners>()
            .AddSingleton<IReaction, ScheduleMakesDrill>()
            .AddSingleton<IReaction, LeaversLoseAccounts>()
            .AddSingleton<IReaction, LentStaffJoinTeams>()
            .AddSingleton<IReaction, RegisterPlansVisits>()
            .AddSingleton<IReaction, VisitsOpenCare>()
            .AddSingleton<IReaction, CareEndsLinks>()
            .AddSingleton<IReaction, RegisterEndsClinicCare>()
            .AddSingleton<IReaction, WarningsAskVisits>()
            .AddSingleton<IReaction, PowerCutsAskVisits>()
            .AddSingleton<IReaction, VisitsFindHazards>()
            .AddSingleton<IReaction, VisitsAskClinics>()
            .AddSingleton<IReaction, CorrectionsSettleAsks>()
            .AddSingleton<IReaction, RegisterPlansChecks>()
            .AddSingleton<IReaction, VisitsAskChecks>()
            .AddSingleton<IReaction, HarmOpensProtection>()
            .AddSingleton<IReaction, ErasedEndsProtection>()
            .AddSingleton<IReaction, DayEndsReadinessKept>()
            .AddSingleton<IReaction, PlansFallDue>()
            .AddGuarded<ReportPushes>();
        return builder;
    }
}
