using Emergency.Server.Across.Imports.Reading;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

/// <summary>
/// Known data that the sample registers are judged against: the divisions, and on request the residents of the clean file, on the day the
/// samples were made for.
/// </summary>
internal sealed class KnownRegisters(IReadOnlyCollection<KnownCommunity> communities, IEnumerable<KnownResident> residents) : IKnown
{
    private readonly Dictionary<string, KnownResident> byId = residents.ToDictionary(r => r.RegisterId, StringComparer.Ordinal);

    public DateOnly Today { get; init; } = new(2024, 6, 1);
    public IReadOnlyCollection<KnownCommunity> Communities { get; } = communities;
    public string? County => "411502";
    public IReadOnlyCollection<PastCommunity> EndedCommunities { get; init; } = [];

    public IReadOnlyList<KnownResident> ResidentsByNumber(RegisterNumber number) =>
        number.County == County && byId.GetValueOrDefault(number.Text) is { } one ? [one] : [];

    public IReadOnlyList<KnownResident> ResidentsByIdNumber(string idNumber) => [.. byId.Values.Where(r => r.IdNumber == idNumber)];

    /// <summary>The communities whose codes begin with one of these.</summary>
    public static KnownRegisters Under(params string[] divisions) =>
        new(
            [
                .. Of<DivisionRow>(RegisterKind.Divisions, "data/divisions/4115_communities.csv", new KnownRegisters([], []))
                    .Where(d => divisions.Any(d.Code.StartsWith))
                    .Select(d => new KnownCommunity(d.Code, d.Name)),
            ],
            []
        );

    public static KnownRegisters UnderWithResidents(params string[] divisions)
    {
        var bare = Under(divisions);
        return new(
            bare.Communities,
            Of<ResidentRow>(RegisterKind.Residents, "data/residents/at_risk_residents.csv", bare)
                .Select(r => new KnownResident(r.Id!, r.IdNumber, r.Name))
        );
    }

    public static RegisterReading Read(RegisterKind kind, string file, IKnown known) =>
        RegisterReader.Read(kind, Path.GetFileName(file), SharedMaterial.Bytes(file), known);

    private static IEnumerable<T> Of<T>(RegisterKind kind, string file, IKnown known)
        where T : RegisterRow => Read(kind, file, known).Of<T>();
}
