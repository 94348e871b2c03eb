using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.People;

/// <summary>
/// A search in the registers of a division. <paramref name="Words"/>: part of a name, a number or its end, or a door;
/// without words all are listed. <paramref name="Due"/>: entrusted care ends soon. <paramref name="Ask"/>: consent must
/// be asked again. <paramref name="VisitDue"/>: a visit is due or late. <paramref name="VisitAsks"/>: a visitor's wish
/// that nobody has looked at. <paramref name="From"/>: number of rows to skip; with words none are skipped.
/// </summary>
internal sealed record NewSearch(
    string? Words = null,
    string? Kind = null,
    string? Need = null,
    string? Grid = null,
    string? Building = null,
    bool Unverified = false,
    bool Due = false,
    int From = 0,
    int? Limit = null,
    bool Ask = false,
    bool VisitDue = false,
    bool VisitAsks = false
)
{
    public static IReadOnlyList<string> Faults(NewSearch body) =>
        [
            .. Checks.Text(body.Words, "$.words", Wanted.Longest),
            .. Checks.Need(string.IsNullOrWhiteSpace(body.Words) || Wanted.Of(body.Words) is not null, "$.words: a letter or a figure"),
            .. Checks.Text(body.Kind, "$.kind", 100),
            .. Checks.Text(body.Need, "$.need", 100),
            .. Checks.Text(body.Grid, "$.grid", 100),
            .. Checks.Text(body.Building, "$.building", 100),
            .. Checks.Need(body.From >= 0, "$.from: 0 or more"),
            .. Checks.Need(body.From == 0 || string.IsNullOrWhiteSpace(body.Words), "$.from: with words one narrows the search instead"),
            .. Checks.Need(body.Limit is null or (>= 1 and <= PersonSearch.MostItems), $"$.limit: 1 to {PersonSearch.MostItems}"),
        ];
}

/// <summary>
/// Rows by community and door from <paramref name="From"/> on, of <paramref name="Count"/>. <paramref name="Fields"/>:
/// fields that were searched. <paramref name="Recorded"/>: true when the words stand in the record of the access.
/// </summary>
internal sealed record FoundPage(
    IReadOnlyList<FoundShown> Items,
    int From,
    int Count,
    ListOf<SearchField> Fields,
    bool Recorded,
    FacetsShown Facets,
    long Position
);

/// <summary>A person in the register of a community. <paramref name="By"/>: fields in which the words were found.</summary>
internal sealed record FoundShown(string Community, ResidentShown Person, ListOf<SearchField> By);

/// <summary>Number of persons that each filter would leave. Grids and buildings only within a single community.</summary>
internal sealed record FacetsShown(
    IReadOnlyList<FacetShown> Kinds,
    IReadOnlyList<FacetShown> Needs,
    IReadOnlyList<FacetShown> Grids,
    IReadOnlyList<FacetShown> Buildings,
    int Unverified,
    int Due,
    int Ask,
    int VisitDue,
    int VisitAsks
);

internal sealed record FacetShown(string Code, int Count);

/// <summary>Ids of checked persons; 1 to 200 of a single community.</summary>
internal sealed record NewChecked(IReadOnlyList<Guid>? Persons)
{
    public static IReadOnlyList<string> Faults(NewChecked body) =>
        [.. Checks.Need(body.Persons is { Count: >= 1 and <= PersonSearch.MostItems }, $"$.persons: 1 to {PersonSearch.MostItems}")];
}

/// <summary>Number of records that got a new day. Persons checked earlier today are not counted.</summary>
internal sealed record PersonsChecked(int Checked, long Position);
