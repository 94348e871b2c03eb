using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Attachments;
using Emergency.Domain.Authorities;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Calls;
using Emergency.Domain.Care;
using Emergency.Domain.Clinics;
using Emergency.Domain.Communities;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Counties;
using Emergency.Domain.Drills;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Handovers;
using Emergency.Domain.Hazards;
using Emergency.Domain.Imports;
using Emergency.Domain.Incidents;
using Emergency.Domain.KeptLists;
using Emergency.Domain.Lines;
using Emergency.Domain.Links;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Orders;
using Emergency.Domain.Parties;
using Emergency.Domain.Patrols;
using Emergency.Domain.Places;
using Emergency.Domain.Pools;
using Emergency.Domain.Protection;
using Emergency.Domain.Regulations;
using Emergency.Domain.Responses;
using Emergency.Domain.Retaining;
using Emergency.Domain.Rhythms;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Visiting;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Case = Emergency.Domain.Handovers.Case;
using Party = Emergency.Domain.Parties.Party;

namespace Emergency.Server.Infrastructure.Storage;

/// <summary>The entities there are, given to the engine.</summary>
internal static class Deciders
{
    public static readonly IReadOnlyList<IDecider> All =
    [
        new Decider<Division>("place", Division.None, Division.Decide, Division.Evolve),
        new Decider<DivisionChange>("division-change", DivisionChange.None, DivisionChange.Decide, DivisionChange.Evolve),
        new Decider<Quarters>("quarters", Quarters.None, Quarters.Decide, Quarters.Evolve),
        new Decider<Shelter>("shelter", Shelter.None, Shelter.Decide, Shelter.Evolve),
        new Decider<Account>("account", Account.None, Account.Decide, Account.Evolve),
        new Decider<Confirmation>("confirmation", Confirmation.None, Confirmation.Decide, Confirmation.Evolve),
        new Decider<Attachment>("attachment", Attachment.None, Attachment.Decide, Attachment.Evolve),
        new Decider<CountyDeadlines>("deadlines", CountyDeadlines.None, CountyDeadlines.Decide, CountyDeadlines.Evolve),
        new Decider<Retention>("retention", Retention.None, Retention.Decide, Retention.Evolve),
        new Decider<AccessLog>("audit", AccessLog.None, AccessLog.Decide, AccessLog.Evolve),
        new Decider<Plan>("plan", Plan.None, Plan.Decide, Plan.Evolve),
        new Decider<Team>("team", Team.None, Team.Decide, Team.Evolve),
        new Decider<LineRegister>("line", LineRegister.None, LineRegister.Decide, LineRegister.Evolve),
        new Decider<Pool>("pool", Pool.None, Pool.Decide, Pool.Evolve),
        new Decider<Supplies>("supplies", Supplies.None, Supplies.Decide, Supplies.Evolve),
        new Decider<Resources>("resources", Resources.None, Resources.Decide, Resources.Evolve),
        new Decider<GroundFeatures>("ground", GroundFeatures.None, GroundFeatures.Decide, GroundFeatures.Evolve),
        new Decider<Residents>("residents", Residents.None, Residents.Decide, Residents.Evolve),
        new Decider<DutyDesk>("desk", DutyDesk.None, DutyDesk.Decide, DutyDesk.Evolve),
        new Decider<ColumnChoices>("columns", ColumnChoices.None, ColumnChoices.Decide, ColumnChoices.Evolve),
        new Decider<Import>("import", Import.None, Import.Decide, Import.Evolve),
        new Decider<Case>("case", Case.None, Case.Decide, Case.Evolve),
        new Decider<Handover>("handover", Handover.None, Handover.Decide, Handover.Evolve),
        new Decider<Incident>("incident", Incident.None, Incident.Decide, Incident.Evolve),
        new Decider<Doors>("doors", Doors.None, Doors.Decide, Doors.Evolve),
        new Decider<CareCase>("care", CareCase.None, CareCase.Decide, CareCase.Evolve),
        new Decider<Link>("link", Link.None, Link.Decide, Link.Evolve),
        new Decider<Visits>("visits", Visits.None, Visits.Decide, Visits.Evolve),
        new Decider<StandingLists>("standing", StandingLists.None, StandingLists.Decide, StandingLists.Evolve),
        new Decider<Entrustment>("entrustment", Entrustment.None, Entrustment.Decide, Entrustment.Evolve),
        new Decider<ClinicCare>("clinic", ClinicCare.None, ClinicCare.Decide, ClinicCare.Evolve),
        new Decider<ProtectionCase>("protection", ProtectionCase.None, ProtectionCase.Decide, ProtectionCase.Evolve),
        new Decider<KeptReadiness>("readiness", KeptReadiness.None, KeptReadiness.Decide, KeptReadiness.Evolve),
        new Decider<CountyStandards>("standards", CountyStandards.None, CountyStandards.Decide, CountyStandards.Evolve),
        new Decider<HazardCase>("hazard", HazardCase.None, HazardCase.Decide, HazardCase.Evolve),
        new Decider<RiskPoint>("risk", RiskPoint.None, RiskPoint.Decide, RiskPoint.Evolve),
        new Decider<MonthReport>("month-report", MonthReport.None, MonthReport.Decide, MonthReport.Evolve),
        new Decider<Patrol>("patrol", Patrol.None, Patrol.Decide, Patrol.Evolve),
        new Decider<Party>("party", Party.None, Party.Decide, Party.Evolve),
        new Decider<Volunteers>("volunteer", Volunteers.None, Volunteers.Decide, Volunteers.Evolve),
        new Decider<Round>("round", Round.None, Round.Decide, Round.Evolve),
        new Decider<Order>("order", Order.None, Order.Decide, Order.Evolve),
        new Decider<CallOut>("call-out", CallOut.None, CallOut.Decide, CallOut.Evolve),
        new Decider<Call>("call", Call.None, Call.Decide, Call.Evolve),
        new Decider<MatterLists>("lists", MatterLists.None, MatterLists.Decide, MatterLists.Evolve),
        new Decider<GoodsRequest>("goods", GoodsRequest.None, GoodsRequest.Decide, GoodsRequest.Evolve),
        new Decider<Response>("response", Response.None, Response.Decide, Response.Evolve),
        new Decider<Drill>("drill", Drill.None, Drill.Decide, Drill.Evolve),
        new Decider<Cue>("cue", Cue.None, Cue.Decide, Cue.Evolve),
        new Decider<Schedule>("schedule", Schedule.None, Schedule.Decide, Schedule.Evolve),
        new Decider<Warning>("warning", Warning.None, Warning.Decide, Warning.Evolve),
        new Decider<PublishedScenario>("scenario", PublishedScenario.None, PublishedScenario.Decide, PublishedScenario.Evolve),
    ];

    private sealed class Decider<TState>(
        string kind,
        TState initial,
        Func<TState, Command, Decision> decide,
        Func<TState, Event, TState> evolve
    ) : IDecider
        where TState : notnull
    {
        public string Kind => kind;
        public object Initial => initial;

        public object Evolve(object state, object happened) => evolve((TState)state, (Event)happened);

        public Decided Decide(object state, object command) =>
            decide((TState)state, (Command)command) switch
            {
                Decision.Happened happened => new Decided.Events([.. happened.Events]),
                Decision.Idle => new Decided.Nothing(),
                Decision.Rejected rejected => new Decided.Refused(new Refusal(rejected.Rejection.Code.Text, rejected.Rejection.Arguments)),
                var other => throw new Unforeseen(other),
            };
    }
}
