using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Domain.Warnings;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Features.Warnings;

namespace Emergency.Server.Across.Public;

/// <summary>A division by its code and name.</summary>
internal sealed record PublicDivision(string Code, string Name);

/// <summary>Start of the public page: the counties.</summary>
internal sealed record PublicStart(IReadOnlyList<PublicDivision> Counties, long Position);

/// <summary>Content of the public page of a division, as of <paramref name="At"/>. No warnings means none is in force.</summary>
/// <param name="Above">The street of a community, the county of a street.</param>
/// <param name="Below">The streets of a county, the communities of a street, by code.</param>
/// <param name="Chiefs">People who agreed to be posted; only for a community.</param>
internal sealed record PublicPage(
    string Division,
    string Name,
    PublicDivision? Above,
    IReadOnlyList<PublicDivision> Below,
    DateTimeOffset At,
    IReadOnlyList<PublicWarning> Warnings,
    IReadOnlyList<PublicShelter> Shelters,
    IReadOnlyList<PublicNumber> Numbers,
    IReadOnlyList<PublicChief> Chiefs,
    long Position
)
{
    /// <summary>The warning that ended last, of the last three days.</summary>
    public PublicOver? Last { get; init; }
}

/// <summary>A warning that is over.</summary>
/// <param name="Lifted">True when its issuer or the desk lifted it; else its time was over.</param>
internal sealed record PublicOver(PublicWarning Warning, bool Lifted, DateTimeOffset At);

/// <summary>A warning in force. <paramref name="Areas"/> are in the issuer's words.</summary>
internal sealed record PublicWarning(
    WarningId Id,
    Category? Hazard,
    WarningLevel? Level,
    ListOf<WarningText> Texts,
    IReadOnlyList<string> Areas,
    DateTimeOffset From,
    DateTimeOffset Until
)
{
    public static PublicWarning Of(WarningKnown warning)
    {
        var facts = warning.State.Facts!;
        return new(
            warning.Id,
            facts.Hazard,
            facts.Level,
            facts.Texts,
            [.. facts.Areas.Select(area => area.Description).Distinct(StringComparer.Ordinal)],
            facts.From,
            facts.Until
        );
    }
}

/// <summary>A shelter: its places, and the people in it.</summary>
/// <param name="Fit">Hazard codes it serves: fire, flood …</param>
/// <param name="State">open 开放, full 已满, standby 待命.</param>
/// <param name="Metres">Distance as the crow flies from the middle of the community; null where either has no place.</param>
internal sealed record PublicShelter(
    ShelterId Id,
    string Community,
    string Name,
    GeoPoint? Point,
    bool? Indoor,
    bool? BarrierFree,
    ListOf<string> Fit,
    int Capacity,
    int Occupancy,
    string State,
    double? Metres
)
{
    public static PublicShelter Of(Shelter shelter, DivisionKnown from)
    {
        var facts = shelter.Facts!;
        double? metres =
            from is { Code.Length: 12, Shape.Centroid: { IsEmpty: false } middle } && facts.Location is { Point: var point }
                ? Math.Round(Earth.Distance(new(middle.X, middle.Y), Ground.At(point)))
                : null;
        return new(
            facts.Id,
            facts.Community,
            facts.Name,
            facts.Location?.Point,
            facts.Indoor,
            facts.BarrierFree,
            facts.Fit,
            facts.Capacity,
            shelter.Occupancy,
            !shelter.Open ? "standby"
                : shelter.Occupancy >= facts.Capacity ? "full"
                : "open",
            metres
        );
    }
}

/// <summary>A number to dial; <paramref name="Kind"/> as hand-overs name it.</summary>
internal sealed record PublicNumber(string Number, string Kind)
{
    public static readonly IReadOnlyList<PublicNumber> All =
    [
        new("119", "fire-rescue"),
        new("120", "ambulance"),
        new("110", "police"),
        new("12345", "service-order"),
    ];
}

/// <summary>A team member who agreed to be posted, with the grid, building and unit they are responsible for.</summary>
internal sealed record PublicChief(string Name, TeamRole Role, string? Grid, string? Building, string? Unit, IReadOnlyList<string> Phones);
