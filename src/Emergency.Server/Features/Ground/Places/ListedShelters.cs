using System.Globalization;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Places;

/// <summary>List of the shelters (避难场所) of a division: room, fitness, open or closed, people in it.</summary>
internal sealed class ListedShelters() : ListedByCommunity<Shelter>("shelters", PlacePermissions.ShelterRead)
{
    protected override IEnumerable<Shelter> In(ListAsked asked, string code) =>
        asked.Known.Of<SheltersKnown>(asked.Asked.Realm).In(code).OrderBy(one => one.Facts!.Name, StringComparer.Ordinal);

    protected override IReadOnlyList<Column<Shelter>> Columns(ListAsked asked) =>
        [
            new("shelter", one => one.Facts!.Name),
            new("shelter-kind", one => one.Facts!.Type),
            new("fit", one => asked.Words.Codes("incident.category", one.Facts!.Fit)),
            new("indoor", one => asked.Words.Either(one.Facts!.Indoor)),
            new("barrier-free", one => asked.Words.Either(one.Facts!.BarrierFree)),
            new(
                "square-metres",
                one => one.Facts!.SquareMetres is > 0 and var known ? known.ToString("0", CultureInfo.InvariantCulture) : ""
            ),
            new("capacity", one => Cells.Number(one.Facts!.Capacity)),
            new("inside", one => Cells.Number(one.Occupancy)),
            new("is-open", one => asked.Words.Yes(one.Open)),
            new("hours", one => one.Facts!.OpenHours),
        ];
}
