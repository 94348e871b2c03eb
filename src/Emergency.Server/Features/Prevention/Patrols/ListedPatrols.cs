using Emergency.Domain.Patrols;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Patrols;

/// <summary>List of patrol routes (巡查路线) of a division: rhythm, next and last walk, and findings of the present one.</summary>
internal sealed class ListedPatrols() : ListedByCommunity<PatrolItem>("patrols", PatrolPermissions.Read)
{
    protected override IEnumerable<PatrolItem> In(ListAsked asked, string code) =>
        asked
            .Known.Of<PatrolsKnown>(Entities.Live)
            .In(code)
            .Select(one => PatrolItem.Of(one.Id, one.State, asked.Known, mine: false))
            .OrderBy(one => one.Name, StringComparer.Ordinal);

    protected override IReadOnlyList<Column<PatrolItem>> Columns(ListAsked asked) =>
        [
            new("patrol-name", one => one.Name),
            new("every-days", one => Cells.Number(one.Every)),
            new("stops", one => string.Join('、', one.Stops.Select(stop => stop.Name))),
            new("next-walk", one => Cells.Day(one.Next)),
            new("last-walk", one => Cells.Time(one.Walked)),
            new("stops-told", one => Cells.Some(one.Stops.Count(stop => stop.State is not null))),
            new("stops-bad", one => Cells.Some(one.Stops.Count(stop => stop.State == StopState.Bad))),
            new("late", one => asked.Words.Yes(one.LateLevel > 0)),
        ];
}
