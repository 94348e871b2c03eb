using Emergency.Domain;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>
/// A normalised row. <paramref name="Row"/> is the sheet's row, the CSV's record (first = 1), the feature's number or the YAML line;
/// <paramref name="Sheet"/> is null where the format has none.
/// </summary>
internal abstract record RegisterRow(string? Sheet, int Row)
{
    private static readonly HashSet<string> None = [];

    /// <summary>
    /// Columns whose cell strikes the known value (无, /). A column that is absent or a cell that is empty changes nothing.
    /// </summary>
    public IReadOnlySet<string> Struck { get; init; } = None;

    /// <summary>Columns of the sheet that the row leaves empty: nothing is changed by them, but the preview asks about them.</summary>
    public IReadOnlySet<string> Blank { get; init; } = None;

    // Empty cells are no part of a row's content.
    public virtual bool Equals(RegisterRow? other) =>
        other is not null
        && EqualityContract == other.EqualityContract
        && Sheet == other.Sheet
        && Row == other.Row
        && Struck.SetEquals(other.Struck);

    public override int GetHashCode() => HashCode.Combine(EqualityContract, Sheet, Row);

    public bool Strikes(string column) => Struck.Contains(column);

    /// <summary>The value after this row: the row's, else the known one, unless the row strikes it.</summary>
    public string? Kept(string column, string? said, string? known) => said ?? (Strikes(column) ? null : known);

    /// <inheritdoc cref="Kept(string, string?, string?)"/>
    public T? Kept<T>(string column, T? said, T? known)
        where T : struct => said ?? (Strikes(column) ? null : known);
}

/// <summary>County (6 digits), township (9) or community (12); the parent is the code of the level above.</summary>
internal sealed record DivisionRow(string? Sheet, int Row, string Code, string Name, string? Kind, string Parent) : RegisterRow(Sheet, Row);

/// <summary>A division's area in WGS84: Polygon or MultiPolygon, outer rings counter-clockwise.</summary>
internal sealed record AreaFeature(int Row, string Code, string? Name, Geometry Area, bool Synthetic) : RegisterRow(null, Row);

/// <summary>Members are persons living there; floor and room as written, room is the house number in a village.</summary>
internal sealed record HouseholdRow(
    string? Sheet,
    int Row,
    string Id,
    string CommunityCode,
    string? Grid,
    Address Address,
    string? HeadName,
    int? Members,
    ListOf<string> Phones,
    LonLat? Point
) : RegisterRow(Sheet, Row);

/// <summary>
/// A person at risk. Kinds and needs are codes; the register's own words about needs stay beside them. Consent decides which data are
/// shown, never who is counted.
/// </summary>
internal sealed record ResidentRow(
    string? Sheet,
    int Row,
    string? Id,
    string? HouseholdId,
    string Name,
    Sex? Sex,
    DateOnly? BirthDate,
    string? IdNumber,
    IReadOnlyList<string> Kinds,
    string? CareLevel,
    string? Mobility,
    IReadOnlyList<string> Needs,
    string? NeedsAsWritten,
    bool? LivesAlone,
    ListOf<string> Phones,
    string CommunityCode,
    string? Grid,
    Address Address,
    LonLat? Point,
    bool? Consent,
    DateOnly? UpdatedOn,
    Contact? Guardian,
    Contact? Caregiver,
    Contact? Emergency
) : RegisterRow(Sheet, Row)
{
    /// <summary>Year of birth, where the row does not have the day.</summary>
    public int? BornIn { get; init; }

    /// <summary>
    /// True when the row has no category of its own: its sheet is a list of one, and excludes no others that the person may have.
    /// </summary>
    public bool KindsOfSheet { get; init; }
}

/// <summary>
/// A guardian, entrusted caregiver, interim guardian or a person named by the committee, for the resident of a register id.
/// </summary>
internal sealed record GuardianRow(
    string? Sheet,
    int Row,
    string? Id,
    RegisterNumber Resident,
    string Role,
    string Name,
    string? Relation,
    ListOf<string> Phones,
    ListOf<string> OtherPhones,
    string? Place,
    bool? IsLocal,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
) : RegisterRow(Sheet, Row);

/// <summary>
/// An entrustment of a minor (未保法 22) from a list that identifies the child by identity number; <paramref name="ResidentId"/> is the
/// register id found by it, empty where the child has none.
/// </summary>
internal sealed record CaregiverRow(
    string? Sheet,
    int Row,
    string ResidentId,
    string ResidentIdNumber,
    string Name,
    string? Relation,
    ListOf<string> Phones,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
) : RegisterRow(Sheet, Row);

/// <summary>A member of a community's team; the role is one of <see cref="Across.Imports.Reading.Values.Roles"/>.</summary>
internal sealed record MemberRow(
    string? Sheet,
    int Row,
    string? Id,
    string Name,
    string Role,
    ListOf<string> Phones,
    string CommunityCode,
    string? Grid,
    string? Building,
    string? Unit,
    IReadOnlyList<string> Skills,
    string? DutyHours,
    string? Status,
    DateOnly? Since,
    LonLat? Point,
    string? Note
) : RegisterRow(Sheet, Row);

/// <summary>
/// A duty: a day relative to the day of loading (0 = today) or a date, and clock times in Asia/Shanghai; an end not after the start lies on
/// the next day.
/// </summary>
internal sealed record RosterRow(
    string? Sheet,
    int Row,
    string CommunityCode,
    int? Day,
    DateOnly? Date,
    string? Shift,
    TimeOnly From,
    TimeOnly To,
    string Post,
    string MemberId
) : RegisterRow(Sheet, Row);

/// <summary>A lot in its own unit, never negative. Without a date of expiry it does not expire.</summary>
internal sealed record SupplyRow(
    string? Sheet,
    int Row,
    string? Id,
    string Name,
    string? Category,
    string Unit,
    decimal Quantity,
    decimal? MinQuantity,
    DateOnly? ExpiresOn,
    string CommunityCode,
    string? Location,
    LonLat? Point,
    string? KeeperId,
    DateOnly? CheckedOn
) : RegisterRow(Sheet, Row);

/// <summary>A hazard; radius in metres.</summary>
internal sealed record HazardRow(
    string? Sheet,
    int Row,
    string? Id,
    string Type,
    string? Level,
    string? Description,
    string CommunityCode,
    LonLat? Point,
    double? RadiusMetres,
    string? ResponsibleId,
    DateOnly? FoundOn,
    string? Status
) : RegisterRow(Sheet, Row);

/// <summary>A shelter; capacity in persons, area in square metres, <paramref name="Fit"/> the hazards it serves.</summary>
internal sealed record ShelterRow(
    string? Sheet,
    int Row,
    string? Id,
    string Name,
    string? Type,
    int Capacity,
    double? AreaSquareMetres,
    string? OpenHours,
    bool? BarrierFree,
    string? ContactId,
    string CommunityCode,
    LonLat? Point,
    bool? Indoor,
    IReadOnlyList<string> Fit
) : RegisterRow(Sheet, Row);

/// <summary>A feature on the ground.</summary>
internal sealed record GroundRow(
    string? Sheet,
    int Row,
    string? Id,
    Domain.GroundObjects.GroundKind Kind,
    string Name,
    string CommunityCode,
    LonLat Point,
    string? Grid,
    string? Building,
    string? Holder,
    string? Phone,
    int? Levels,
    bool? Lift,
    string? Warning
) : RegisterRow(Sheet, Row);

/// <summary>A response card of a community's plan; <see cref="RegisterRow.Row"/> is its line.</summary>
internal sealed record PlanCard(
    int Row,
    string CommunityCode,
    string PlanTitle,
    string? Version,
    string Id,
    string Hazard,
    string Title,
    IReadOnlyList<PlanStep> Steps
) : RegisterRow(null, Row);

/// <summary>
/// A step: class life, wait or professional; roles in the order in which they are tried; <paramref name="Allow"/> zero where no time is
/// set.
/// </summary>
internal sealed record PlanStep(
    int Line,
    string Id,
    string Class,
    IReadOnlyList<string> Roles,
    string Text,
    TimeSpan Allow,
    IReadOnlyList<StepSupply> Supplies
);

/// <summary>Stock that a step takes along, in the item's own unit.</summary>
internal sealed record StepSupply(string Item, decimal Quantity);

internal enum Sex
{
    Female,
    Male,
}

/// <summary>A person named beside a resident.</summary>
internal sealed record Contact(string? Name, string? Relation, ListOf<string> Phones);
