using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Retaining;
using Emergency.Engine;

namespace Emergency.Server.Foundation;

/// <summary>Names of entities.</summary>
internal static class Entities
{
    public const string Live = "live";

    public static EntityId Place(string realm, string code) => new(realm, "place", code);

    /// <summary>Splits and merges of a street's communities; no drill changes them.</summary>
    public static EntityId DivisionChange(string street) => new(Live, "division-change", street);

    /// <summary>The grids and estates of a community; a drill uses the real ones.</summary>
    public static EntityId Quarters(string community) => new(Live, "quarters", community);

    public static EntityId Shelter(string realm, ShelterId id) => new(realm, "shelter", id.ToString());

    /// <summary>Accounts are the same in every realm.</summary>
    public static EntityId Account(AccountId id) => new(Live, "account", id.Key);

    /// <summary>An act that two accounts must agree on. It concerns accounts and registers, so it exists only in live.</summary>
    public static EntityId Confirmation(ConfirmationId id) => new(Live, "confirmation", id.ToString());

    /// <summary>A county's own deadlines; they hold in every drill too, so they are only in live.</summary>
    public static EntityId Deadlines(string county) => new(Live, "deadlines", county);

    /// <summary>Drafts that a county has made its own standard; they hold in every drill too, so they are only in live.</summary>
    public static EntityId Standards(string county) => new(Live, "standards", county);

    /// <summary>
    /// State of readiness of a street's communities at the end of each day of a month. Acts in a drill are no evidence, so it exists only
    /// in live.
    /// </summary>
    public static EntityId Readiness(string street, DateOnly day) => new(Live, "readiness", $"{street}.{day:yyyy-MM}");

    /// <summary>Report of a community (12 digits) or street (9) on a month; drills are not reported.</summary>
    public static EntityId MonthReport(string division, DateOnly month) => new(Live, "month-report", $"{division}.{month:yyyy-MM}");

    /// <summary>A picture or paper; no drill contains real ones, so it exists only in live.</summary>
    public static EntityId Attachment(AttachmentId id) => new(Live, "attachment", id.ToString());

    /// <summary>Retention of personal data of accounts, teams and finished events, which exists only in live.</summary>
    public static EntityId Retention(KeptData of) =>
        new(Live, "retention", $"{of?.Class ?? throw new ArgumentNullException(nameof(of))}.{of.Subject.Replace('/', '.')}");

    /// <summary>
    /// The access log of a county, one per day in Asia/Shanghai. Reading in a drill shows stand-ins, and the drill's own log records it.
    /// </summary>
    public static EntityId Audit(string realm, DateOnly day, string county) => new(realm, "audit", $"{day:yyyy-MM-dd}-{county}");

    /// <summary>Scenarios are written outside every drill.</summary>
    public static EntityId Scenario(string id) => new(Live, "scenario", id);

    public static EntityId Plan(string realm, string community) => new(realm, "plan", community);

    public static EntityId Team(string realm, string community) => new(realm, "team", community);

    public static EntityId Pool(string realm, string street) => new(realm, "pool", street);

    public static EntityId Supplies(string realm, string community) => new(realm, "supplies", community);

    /// <summary>Resources that a community (12 digits) or a street (9) can use in an emergency.</summary>
    public static EntityId Resources(string realm, string code) => new(realm, "resources", code);

    /// <summary>Buildings and facilities on a community's ground.</summary>
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

    /// <summary>Lines to hotlines; a drill simulates them inside this server.</summary>
    public static EntityId Lines { get; } = new(Live, "line", "all");

    /// <summary>No link leads into a drill.</summary>
    public static EntityId Link(LinkId id) => new(Live, "link", id.ToString());

    /// <summary>Visits of a person by one committee.</summary>
    public static EntityId Visits(string realm, string community, PersonId person) => new(realm, "visits", $"{community}.{person}");

    /// <summary>A clinic's services for a person of a community.</summary>
    public static EntityId Clinic(string realm, string community, PersonId person) => new(realm, "clinic", $"{community}.{person}");

    /// <summary>Lists of doors that a community's people keep before anything happens; a drill has none.</summary>
    public static EntityId StandingLists(string community) => new(Live, "standing", community);

    /// <summary>Entrusted care of a child, as one committee checks it.</summary>
    public static EntityId Entrustment(string realm, string community, PersonId person) =>
        new(realm, "entrustment", $"{community}.{person}");

    /// <summary>The protection of a child: one case at a time, wherever the child lives.</summary>
    public static EntityId Protection(string realm, PersonId child) => new(realm, "protection", child.ToString());

    /// <summary>A hazard; hazards are never found in a drill.</summary>
    public static EntityId Hazard(HazardId id) => new(Live, "hazard", id.ToString());

    public static EntityId RiskPoint(RiskPointId id) => new(Live, "risk", id.ToString());

    public static EntityId Patrol(PatrolId id) => new(Live, "patrol", id.ToString());

    /// <summary>A property company, a committee, a unit … of a community. Requests to it are made outside every drill.</summary>
    public static EntityId Party(PartyId id) => new(Live, "party", id.ToString());

    /// <summary>The volunteers of a community; they are real people, so they exist only in live.</summary>
    public static EntityId Volunteers(string community) => new(Live, "volunteer", community);

    /// <summary>A recurring duty of a community or street; work done in a drill does not count towards it.</summary>
    public static EntityId Round(string duty, string community) => new(Live, "round", $"{duty}.{community}");

    /// <summary>A drill as such belongs to live; its events belong to its own realm.</summary>
    public static EntityId Drill(DrillId id) => new(Live, "drill", id.ToString());

    /// <summary>A cue of a drill, which exists only in the drill's realm.</summary>
    public static EntityId Cue(string realm, CueId id) => new(realm, "cue", id.ToString());

    public static EntityId Schedule(ScheduleId id) => new(Live, "schedule", id.ToString());

    /// <summary>Meaning of the column headings that an office uses in a register.</summary>
    public static EntityId Columns(string realm, string division, string register) => new(realm, "columns", $"{division}-{register}");

    public static EntityId Import(string realm, ImportId id) => new(realm, "import", id.ToString());
}
