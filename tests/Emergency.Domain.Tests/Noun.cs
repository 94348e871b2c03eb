using System.Collections.Concurrent;
using Emergency.Domain.Accounts;
using Emergency.Domain.Attachments;
using Emergency.Domain.Authorities;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Calls;
using Emergency.Domain.Cases;
using Emergency.Domain.Clinics;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Counties;
using Emergency.Domain.Drills;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Grids;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Handovers;
using Emergency.Domain.Hazards;
using Emergency.Domain.Hotlines;
using Emergency.Domain.Imports;
using Emergency.Domain.Incidents;
using Emergency.Domain.KeptLists;
using Emergency.Domain.Links;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Orders;
using Emergency.Domain.Parties;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Pools;
using Emergency.Domain.Protection;
using Emergency.Domain.Regulations;
using Emergency.Domain.Resources;
using Emergency.Domain.Responses;
using Emergency.Domain.Retaining;
using Emergency.Domain.Rhythms;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Domain.Visits;
using Emergency.Domain.Volunteers;
using Emergency.Domain.Warnings;

namespace Emergency.Domain.Tests;

/// <summary>A kind of entity with its two functions, so that laws can be stated for all.</summary>
public sealed record Noun(
    string Kind,
    Type Commands,
    Type Events,
    object None,
    Func<object, Command, Decision> Decide,
    Func<object, Event, object> Evolve
)
{
    // Stands first because the nouns below use it. Walks ask for these lists at every step, and reflection over the assembly's types costs
    // more than the step.
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Type>> Known = new();

    public static readonly Noun Account = Of(
        "account",
        typeof(AccountCommand),
        typeof(AccountEvent),
        Domain.Accounts.Account.None,
        Domain.Accounts.Account.Decide,
        Domain.Accounts.Account.Evolve
    );
    public static readonly Noun Confirmation = Of(
        "confirmation",
        typeof(ConfirmationCommand),
        typeof(ConfirmationEvent),
        Domain.Confirmations.Confirmation.None,
        Domain.Confirmations.Confirmation.Decide,
        Domain.Confirmations.Confirmation.Evolve
    );
    public static readonly Noun Attachment = Of(
        "attachment",
        typeof(AttachmentCommand),
        typeof(AttachmentEvent),
        Domain.Attachments.Attachment.None,
        Domain.Attachments.Attachment.Decide,
        Domain.Attachments.Attachment.Evolve
    );
    public static readonly Noun Deadlines = Of(
        "deadlines",
        typeof(CountyDeadlinesCommand),
        typeof(CountyDeadlinesEvent),
        CountyDeadlines.None,
        CountyDeadlines.Decide,
        CountyDeadlines.Evolve
    );
    public static readonly Noun Retention = Of(
        "retention",
        typeof(RetentionCommand),
        typeof(RetentionEvent),
        Domain.Retaining.Retention.None,
        Domain.Retaining.Retention.Decide,
        Domain.Retaining.Retention.Evolve
    );
    public static readonly Noun Audit = Of(
        "audit",
        typeof(AccessCommand),
        typeof(AccessEvent),
        AccessLog.None,
        AccessLog.Decide,
        AccessLog.Evolve
    );
    public static readonly Noun Place = Of(
        "place",
        typeof(DivisionCommand),
        typeof(DivisionEvent),
        Division.None,
        Division.Decide,
        Division.Evolve
    );
    public static readonly Noun DivisionChange = Of(
        "division-change",
        typeof(DivisionChangeCommand),
        typeof(DivisionChangeEvent),
        Domain.Places.DivisionChange.None,
        Domain.Places.DivisionChange.Decide,
        Domain.Places.DivisionChange.Evolve
    );
    public static readonly Noun Quarters = Of(
        "quarters",
        typeof(QuartersCommand),
        typeof(QuartersEvent),
        Domain.Grids.Quarters.None,
        Domain.Grids.Quarters.Decide,
        Domain.Grids.Quarters.Evolve
    );
    public static readonly Noun Shelter = Of(
        "shelter",
        typeof(ShelterCommand),
        typeof(ShelterEvent),
        Domain.Places.Shelter.None,
        Domain.Places.Shelter.Decide,
        Domain.Places.Shelter.Evolve
    );
    public static readonly Noun Plan = Of(
        "plan",
        typeof(PlanCommand),
        typeof(PlanEvent),
        Domain.Plans.Plan.None,
        Domain.Plans.Plan.Decide,
        Domain.Plans.Plan.Evolve
    );
    public static readonly Noun Team = Of(
        "team",
        typeof(TeamCommand),
        typeof(TeamEvent),
        Domain.Teams.Team.None,
        Domain.Teams.Team.Decide,
        Domain.Teams.Team.Evolve
    );
    public static readonly Noun Lines = Of(
        "line",
        typeof(LineCommand),
        typeof(LineEvent),
        LineRegister.None,
        LineRegister.Decide,
        LineRegister.Evolve
    );
    public static readonly Noun Pool = Of(
        "pool",
        typeof(PoolCommand),
        typeof(PoolEvent),
        Domain.Pools.Pool.None,
        Domain.Pools.Pool.Decide,
        Domain.Pools.Pool.Evolve
    );
    public static readonly Noun Supplies = Of(
        "supplies",
        typeof(SuppliesCommand),
        typeof(SuppliesEvent),
        Domain.Stock.Supplies.None,
        Domain.Stock.Supplies.Decide,
        Domain.Stock.Supplies.Evolve
    );
    public static readonly Noun Resources = Of(
        "resources",
        typeof(ResourcesCommand),
        typeof(ResourcesEvent),
        Domain.Resources.ResourceList.None,
        Domain.Resources.ResourceList.Decide,
        Domain.Resources.ResourceList.Evolve
    );
    public static readonly Noun Ground = Of(
        "ground",
        typeof(GroundCommand),
        typeof(GroundEvent),
        GroundFeatures.None,
        GroundFeatures.Decide,
        GroundFeatures.Evolve
    );
    public static readonly Noun Residents = Of(
        "residents",
        typeof(ResidentsCommand),
        typeof(ResidentsEvent),
        Domain.People.Residents.None,
        Domain.People.Residents.Decide,
        Domain.People.Residents.Evolve
    );
    public static readonly Noun Incident = Of(
        "incident",
        typeof(IncidentCommand),
        typeof(IncidentEvent),
        Domain.Incidents.Incident.None,
        Domain.Incidents.Incident.Decide,
        Domain.Incidents.Incident.Evolve
    );
    public static readonly Noun Doors = Of(
        "doors",
        typeof(DoorsCommand),
        typeof(DoorsEvent),
        Domain.Incidents.Doors.None,
        Domain.Incidents.Doors.Decide,
        Domain.Incidents.Doors.Evolve
    );
    public static readonly Noun Care = Of("care", typeof(CareCommand), typeof(CareEvent), CareCase.None, CareCase.Decide, CareCase.Evolve);
    public static readonly Noun Link = Of(
        "link",
        typeof(LinkCommand),
        typeof(LinkEvent),
        Domain.Links.Link.None,
        Domain.Links.Link.Decide,
        Domain.Links.Link.Evolve
    );
    public static readonly Noun Standing = Of(
        "standing",
        typeof(StandingCommand),
        typeof(StandingEvent),
        StandingLists.None,
        StandingLists.Decide,
        StandingLists.Evolve
    );
    public static readonly Noun Visits = Of(
        "visits",
        typeof(VisitsCommand),
        typeof(VisitsEvent),
        Domain.Visits.PersonVisits.None,
        Domain.Visits.PersonVisits.Decide,
        Domain.Visits.PersonVisits.Evolve
    );
    public static readonly Noun Clinic = Of(
        "clinic",
        typeof(ClinicCommand),
        typeof(ClinicEvent),
        ClinicCare.None,
        ClinicCare.Decide,
        ClinicCare.Evolve
    );
    public static readonly Noun Entrustment = Of(
        "entrustment",
        typeof(EntrustmentCommand),
        typeof(EntrustmentEvent),
        Domain.Entrusting.Entrustment.None,
        Domain.Entrusting.Entrustment.Decide,
        Domain.Entrusting.Entrustment.Evolve
    );
    public static readonly Noun Protection = Of(
        "protection",
        typeof(ProtectionCommand),
        typeof(ProtectionEvent),
        ProtectionCase.None,
        ProtectionCase.Decide,
        ProtectionCase.Evolve
    );
    public static readonly Noun Readiness = Of(
        "readiness",
        typeof(KeptReadinessCommand),
        typeof(KeptReadinessEvent),
        KeptReadiness.None,
        KeptReadiness.Decide,
        KeptReadiness.Evolve
    );
    public static readonly Noun Round = Of(
        "round",
        typeof(RoundCommand),
        typeof(RoundEvent),
        Domain.Rhythms.Round.None,
        Domain.Rhythms.Round.Decide,
        Domain.Rhythms.Round.Evolve
    );
    public static readonly Noun Standards = Of(
        "standards",
        typeof(CountyStandardsCommand),
        typeof(CountyStandardsEvent),
        CountyStandards.None,
        CountyStandards.Decide,
        CountyStandards.Evolve
    );
    public static readonly Noun Case = Of(
        "case",
        typeof(CaseCommand),
        typeof(CaseEvent),
        Domain.Cases.Case.None,
        Domain.Cases.Case.Decide,
        Domain.Cases.Case.Evolve
    );
    public static readonly Noun Columns = Of(
        "columns",
        typeof(ColumnsCommand),
        typeof(ColumnsEvent),
        ColumnChoices.None,
        ColumnChoices.Decide,
        ColumnChoices.Evolve
    );
    public static readonly Noun Import = Of(
        "import",
        typeof(ImportCommand),
        typeof(ImportEvent),
        Domain.Imports.Import.None,
        Domain.Imports.Import.Decide,
        Domain.Imports.Import.Evolve
    );
    public static readonly Noun Goods = Of(
        "goods",
        typeof(GoodsRequestCommand),
        typeof(GoodsRequestEvent),
        GoodsRequest.None,
        GoodsRequest.Decide,
        GoodsRequest.Evolve
    );
    public static readonly Noun Handover = Of(
        "handover",
        typeof(HandoverCommand),
        typeof(HandoverEvent),
        Domain.Handovers.Handover.None,
        Domain.Handovers.Handover.Decide,
        Domain.Handovers.Handover.Evolve
    );
    public static readonly Noun Order = Of(
        "order",
        typeof(OrderCommand),
        typeof(OrderEvent),
        Domain.Orders.Order.None,
        Domain.Orders.Order.Decide,
        Domain.Orders.Order.Evolve
    );
    public static readonly Noun CallOut = Of(
        "call-out",
        typeof(CallOutCommand),
        typeof(CallOutEvent),
        Domain.CallOuts.CallOut.None,
        Domain.CallOuts.CallOut.Decide,
        Domain.CallOuts.CallOut.Evolve
    );
    public static readonly Noun Call = Of(
        "call",
        typeof(CallCommand),
        typeof(CallEvent),
        Domain.Calls.Call.None,
        Domain.Calls.Call.Decide,
        Domain.Calls.Call.Evolve
    );
    public static readonly Noun Lists = Of(
        "lists",
        typeof(MatterListsCommand),
        typeof(MatterListsEvent),
        MatterLists.None,
        MatterLists.Decide,
        MatterLists.Evolve
    );
    public static readonly Noun Party = Of(
        "party",
        typeof(PartyCommand),
        typeof(PartyEvent),
        Domain.Parties.Party.None,
        Domain.Parties.Party.Decide,
        Domain.Parties.Party.Evolve
    );
    public static readonly Noun Volunteers = Of(
        "volunteer",
        typeof(VolunteersCommand),
        typeof(VolunteersEvent),
        Domain.Volunteers.VolunteerList.None,
        Domain.Volunteers.VolunteerList.Decide,
        Domain.Volunteers.VolunteerList.Evolve
    );
    public static readonly Noun Warning = Of(
        "warning",
        typeof(WarningCommand),
        typeof(WarningEvent),
        Domain.Warnings.Warning.None,
        Domain.Warnings.Warning.Decide,
        Domain.Warnings.Warning.Evolve
    );
    public static readonly Noun Desk = Of("desk", typeof(DeskCommand), typeof(DeskEvent), DutyDesk.None, DutyDesk.Decide, DutyDesk.Evolve);
    public static readonly Noun Response = Of(
        "response",
        typeof(ResponseCommand),
        typeof(ResponseEvent),
        Domain.Responses.Response.None,
        Domain.Responses.Response.Decide,
        Domain.Responses.Response.Evolve
    );
    public static readonly Noun Schedule = Of(
        "schedule",
        typeof(ScheduleCommand),
        typeof(ScheduleEvent),
        Domain.Drills.Schedule.None,
        Domain.Drills.Schedule.Decide,
        Domain.Drills.Schedule.Evolve
    );
    public static readonly Noun Drill = Of(
        "drill",
        typeof(DrillCommand),
        typeof(DrillEvent),
        Domain.Drills.Drill.None,
        Domain.Drills.Drill.Decide,
        Domain.Drills.Drill.Evolve
    );
    public static readonly Noun Cue = Of(
        "cue",
        typeof(CueCommand),
        typeof(CueEvent),
        Domain.Drills.Cue.None,
        Domain.Drills.Cue.Decide,
        Domain.Drills.Cue.Evolve
    );
    public static readonly Noun Scenario = Of(
        "scenario",
        typeof(ScenarioCommand),
        typeof(ScenarioEvent),
        PublishedScenario.None,
        PublishedScenario.Decide,
        PublishedScenario.Evolve
    );
    public static readonly Noun Hazard = Of(
        "hazard",
        typeof(HazardCommand),
        typeof(HazardEvent),
        HazardCase.None,
        HazardCase.Decide,
        HazardCase.Evolve
    );
    public static readonly Noun Risk = Of(
        "risk",
        typeof(RiskCommand),
        typeof(RiskEvent),
        RiskPoint.None,
        RiskPoint.Decide,
        RiskPoint.Evolve
    );
    public static readonly Noun MonthReport = Of(
        "month-report",
        typeof(MonthReportCommand),
        typeof(MonthReportEvent),
        Domain.MonthReports.MonthReport.None,
        Domain.MonthReports.MonthReport.Decide,
        Domain.MonthReports.MonthReport.Evolve
    );
    public static readonly Noun Patrol = Of(
        "patrol",
        typeof(PatrolCommand),
        typeof(PatrolEvent),
        Domain.Patrols.Patrol.None,
        Domain.Patrols.Patrol.Decide,
        Domain.Patrols.Patrol.Evolve
    );
    public static readonly IReadOnlyList<Noun> All =
    [
        Account,
        Confirmation,
        Attachment,
        Deadlines,
        Retention,
        Audit,
        Place,
        DivisionChange,
        Quarters,
        Shelter,
        Plan,
        Team,
        Lines,
        Pool,
        Supplies,
        Resources,
        Ground,
        Residents,
        Incident,
        Doors,
        Care,
        Link,
        Visits,
        Clinic,
        Standing,
        Entrustment,
        Protection,
        Readiness,
        Round,
        Standards,
        Case,
        Handover,
        Goods,
        Order,
        CallOut,
        Call,
        Lists,
        Party,
        Volunteers,
        Warning,
        Import,
        Columns,
        Desk,
        Response,
        Drill,
        Cue,
        Scenario,
        Schedule,
        Hazard,
        Risk,
        Patrol,
        MonthReport,
    ];

    private static Noun Of<TState>(
        string kind,
        Type commands,
        Type events,
        TState none,
        Func<TState, Command, Decision> decide,
        Func<TState, Event, TState> evolve
    )
        where TState : class =>
        new(
            kind,
            commands,
            events,
            none,
            (state, command) => decide((TState)state, command),
            (state, happened) => evolve((TState)state, happened)
        );

    /// <summary>The commands of this kind; the clock's too where the entity can be due.</summary>
    public IReadOnlyList<Type> CommandTypes { get; } =
    [.. Concrete(Commands), .. Concrete(Events).Any(e => e.IsAssignableTo(typeof(ISetsDue))) ? [typeof(Remind)] : Type.EmptyTypes];
    public IReadOnlyList<Type> EventTypes { get; } = Concrete(Events);

    public static IReadOnlyList<Type> Concrete(Type root) =>
        Known.GetOrAdd(
            root,
            static root =>
                [
                    .. typeof(Command)
                        .Assembly.GetTypes()
                        .Where(t => !t.IsAbstract && t.IsAssignableTo(root))
                        .OrderBy(t => t.FullName, StringComparer.Ordinal),
                ]
        );

    public override string ToString() => Kind;
}
