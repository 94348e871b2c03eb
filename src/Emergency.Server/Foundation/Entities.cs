using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Retaining;
using Emergency.Engine;

namespace Emergency.Server.Foundation;

/// <summary>Names of entities.</summary>
internal static class Entities
{
    public const string Live = "live";

    public static EntityId Place(string realm, string code) => new(realm, "place", code);

    /// <summary>How a street splits and merges its communities; none is changed in a drill.</summary>
    public static EntityId DivisionChange(string street) => new(Live, "division-change", street);

    /// <summary>The grids and estates of a community; a drill plays with those there are.</summary>
    public static EntityId Quarters(string community) => new(Live, "quarters", community);

    public static EntityId Shelter(string realm, ShelterId id) => new(realm, "shelter", id.ToString());

    /// <summary>Accounts are the same in every realm.</summary>
    public static EntityId Account(AccountId id) => new(Live, "account", id.Key);

    /// <summary>What two accounts must agree on; of accounts and registers, so only of live.</summary>
    public static EntityId Confirmation(ConfirmationId id) => new(Live, "confirmation", id.ToString());

    /// <summary>A county's own deadlines; they hold in every drill too, so they are only in live.</summary>
    public static EntityId Deadlines(string county) => new(Live, "deadlines", county);

    /// <summary>Drafts that a county has made its own standard; they hold in every drill too, so they are only in live.</summary>
    public static EntityId Standards(string county) => new(Live, "standards", county);

    /// <summary>How a street's communities stood as each day of a month ended; what is done in a drill is no evidence.</summary>
    public static EntityId Readiness(string street, DateOnly day) => new(Live, "readiness", $"{street}.{day:yyyy-MM}");

    /// <summary>What a community (12 digits) or street (9) reports of a month; no drill is reported.</summary>
    public static EntityId MonthReport(string division, DateOnly month) => new(Live, "month-report", $"{division}.{month:yyyy-MM}");

    /// <summary>A picture or paper; real ones are in no drill, so they are only of live.</summary>
    public static EntityId Attachment(AttachmentId id) => new(Live, "attachment", id.ToString());

    /// <summary>Of accounts, teams and what is over, so only of live.</summary>
    public static EntityId Retention(KeptData of) =>
        new(Live, "retention", $"{of?.Class ?? throw new ArgumentNullException(nameof(of))}.{of.Subject.Replace('/', '.')}");

    /// <summary>The access log, per day in Asia/Shanghai and county; what is read in a drill are stand-ins, and that is written down there.</summary>
    public static EntityId Audit(string realm, DateOnly day, string county) => new(realm, "audit", $"{day:yyyy-MM-dd}-{county}");

    /// <summary>Scenarios are written outside every drill.</summary>
    public static EntityId Scenario(string id) => new(Live, "scenario", id);

    public static EntityId Plan(string realm, string community) => new(realm, "plan", community);

    public static EntityId Team(string realm, string community) => new(realm, "team", community);

    public static EntityId Pool(string realm, string street) => new(realm, "pool", street);

    public static EntityId Supplies(string realm, string community) => new(realm, "supplies", community);

    /// <summary>What a community (12 digits) or a street (9) can use in an emergency.</summary>
    public static EntityId Resources(string realm, string code) => new(realm, "resources", code);

    /// <summary>What stands on a community's ground.</summary>
    public static EntityId Ground(string realm, string community) => new(realm, "ground", community);

    public static EntityId Residents(string realm, string community) => new(realm, "residents", community);

    /// <summary>The duty desk of a county or street.</summary>
    public static EntityId Desk(string realm, string authority) => new(realm, "desk", authority);

    public static EntityId Case(string realm, CaseKey key) =>
        new(realm, "case", key?.ToString() ?? throw new ArgumentNullException(nameof(key)));

    public static EntityId Incident(string realm, IncidentId id) => new(realm, "incident", id.ToString());

    public static EntityId Doors(string realm, IncidentId id, string community) => new(realm, "doors", $"{id}.{community}");

    public static EntityId Order(string realm, OrderId id) => new(realm, "order", id.ToString());

    public static EntityId CallOut(string realm, CallOutId id) => new(realm, "call-out", id.ToString());

    public static EntityId Call(string realm, CallId id) => new(realm, "call", id.ToString());

    /// <summary>The lists of a county.</summary>
    public static EntityId Lists(string realm, string county) => new(realm, "lists", county);

    public static EntityId Goods(string realm, GoodsRequestId id) => new(realm, "goods", id.ToString());

    public static EntityId Response(string realm, ResponseId id) => new(realm, "response", id.ToString());

    public static EntityId Warning(string realm, WarningId id) => new(realm, "warning", id.ToString());

    public static EntityId Handover(string realm, HandoverId id) => new(realm, "handover", id.ToString());

    public static EntityId Care(string realm, CareCaseId id) => new(realm, "care", id.ToString());

    /// <summary>Lines to hotlines; in a drill they are played in the house.</summary>
    public static EntityId Lines { get; } = new(Live, "line", "all");

    /// <summary>No link leads into a drill.</summary>
    public static EntityId Link(LinkId id) => new(Live, "link", id.ToString());

    /// <summary>Visits of a person by one committee.</summary>
    public static EntityId Visits(string realm, string community, PersonId person) => new(realm, "visits", $"{community}.{person}");

    /// <summary>What a clinic does for a person of a community.</summary>
    public static EntityId Clinic(string realm, string community, PersonId person) => new(realm, "clinic", $"{community}.{person}");

    /// <summary>Lists of doors that a community's people keep before anything happens; none in a drill.</summary>
    public static EntityId StandingLists(string community) => new(Live, "standing", community);

    /// <summary>Entrusted care of a child, as one committee checks it.</summary>
    public static EntityId Entrustment(string realm, string community, PersonId person) =>
        new(realm, "entrustment", $"{community}.{person}");

    /// <summary>The protection of a child: one case at a time, wherever the child lives.</summary>
    public static EntityId Protection(string realm, PersonId child) => new(realm, "protection", child.ToString());

    /// <summary>A hazard; none is found in a drill.</summary>
    public static EntityId Hazard(HazardId id) => new(Live, "hazard", id.ToString());

    public static EntityId RiskPoint(RiskPointId id) => new(Live, "risk", id.ToString());

    public static EntityId Patrol(PatrolId id) => new(Live, "patrol", id.ToString());

    /// <summary>A property company, a committee, a unit … of a community; what is asked of one is asked outside every drill.</summary>
    public static EntityId Party(PartyId id) => new(Live, "party", id.ToString());

    /// <summary>The volunteers of a community; real ones, so only of live.</summary>
    public static EntityId Volunteers(string community) => new(Live, "volunteer", community);

    /// <summary>A duty of a community or street as it comes round; what is done in a drill has no rhythm.</summary>
    public static EntityId Round(string duty, string community) => new(Live, "round", $"{duty}.{community}");

    /// <summary>A drill is itself a thing of live; what happens in it is in its realm.</summary>
    public static EntityId Drill(DrillId id) => new(Live, "drill", id.ToString());

    /// <summary>Of a realm only.</summary>
    public static EntityId Cue(string realm, CueId id) => new(realm, "cue", id.ToString());

    public static EntityId Schedule(ScheduleId id) => new(Live, "schedule", id.ToString());

    /// <summary>How an office's headings of a register are read.</summary>
    public static EntityId Columns(string realm, string division, string register) => new(realm, "columns", $"{division}-{register}");

    public static EntityId Import(string realm, ImportId id) => new(realm, "import", id.ToString());
}
