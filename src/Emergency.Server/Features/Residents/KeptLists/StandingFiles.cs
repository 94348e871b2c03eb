using Emergency.Domain;
using Emergency.Domain.KeptLists;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.KeptLists;

/// <summary>List of standing papers (常备名单) that nobody has destroyed, never of their content.</summary>
internal sealed class ListedPapers() : ListedByCommunity<Paper>("papers", StandingPermissions.Read)
{
    protected override IEnumerable<Paper> In(ListAsked asked, string code) =>
        asked.Known.Of<StandingKnown>(Entities.Live).Of(code).Papers.Values.OrderBy(paper => paper.Number);

    protected override IReadOnlyList<Column<Paper>> Columns(ListAsked asked) =>
        [
            new("number", paper => Cells.Number(paper.Number)),
            new("building", paper => paper.Building ?? asked.Words.Say("list.whole")),
            new("people", paper => Cells.Number(paper.Count)),
            new("printed-by", paper => asked.Words.Word("role", (Role?)paper.By.Role)),
            new("printed", paper => Cells.Time(paper.At)),
            new("signed-by", paper => asked.Words.Word("role", paper.Signed?.Role)),
        ];
}
