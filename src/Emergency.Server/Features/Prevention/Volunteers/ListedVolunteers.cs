using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Volunteers;

/// <summary>
/// List of volunteers (志愿者) in the order of their names, masked. The minutes are a proof for each of them; nobody is
/// ranked.
/// </summary>
internal sealed class ListedVolunteers(ISealing sealing) : ListedByCommunity<VolunteerShown>("volunteers", VolunteerPermissions.Read)
{
    protected override IEnumerable<VolunteerShown> In(ListAsked asked, string code) =>
        new VolunteersQuery(asked.Known, code, asked.Asked.Now).Shown(sealing).Items;

    protected override IEnumerable<PersonId> Persons(VolunteerShown row) => [new(row.Member.Value)];

    protected override IReadOnlyList<Column<VolunteerShown>> Columns(ListAsked asked) =>
        [
            new("name", one => one.Mask),
            new("skills", one => string.Join('、', one.Skills)),
            new("availability", one => asked.Words.Word("roster.availability", (Availability?)one.Availability)),
            new("adult", one => asked.Words.Yes(one.Adult)),
            new("body", one => one.Body),
            new("minutes", one => Cells.Number(one.Minutes)),
        ];
}
