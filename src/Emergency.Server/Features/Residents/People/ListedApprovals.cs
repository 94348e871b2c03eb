using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.People;

/// <summary>List of approvals to see minors by name (谁能看未成年人姓名): role, last day, approving role, and whether it holds.</summary>
internal sealed class ListedApprovals() : ListedByCommunity<SightApproval>("approvals", PeoplePermissions.ResidentsRead)
{
    protected override IEnumerable<SightApproval> In(ListAsked asked, string code) =>
        asked.Known.Of<ResidentsKnown>(asked.Asked.Realm).Register(code).Approvals.OrderByDescending(one => one.To);

    protected override IReadOnlyList<Column<SightApproval>> Columns(ListAsked asked) =>
        [
            new("who-sees", one => asked.Words.Word("role", (Role?)one.Role)),
            new("party-from", one => Cells.Day(one.From)),
            new("party-until", one => Cells.Day(one.To)),
            new("given-by", one => asked.Words.Word("role", (Role?)one.By.Role)),
            new("holds", one => asked.Words.Yes(one.Holds(asked.Today))),
        ];
}
