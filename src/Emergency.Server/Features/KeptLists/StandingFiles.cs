using Emergency.Domain;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.KeptLists;

/// <summary>常备名单 on paper: the papers that nobody has destroyed, never what stands on them.</summary>
internal sealed class ListedPapers : IListed
{
    public string Name => "papers";
    public Permission Permission => StandingPermissions.Read;

    public Listed Of(ListAsked asked) =>
        Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community =>
                    asked
                        .Known.Of<StandingKnown>(Entities.Live)
                        .Of(community.Code)
                        .Papers.Values.OrderBy(paper => paper.Number)
                        .Select(paper => (community.Name, Paper: paper))
                ),
            [
                new("community", one => one.Name),
                new("number", one => Cells.Number(one.Paper.Number)),
                new("building", one => one.Paper.Building ?? asked.Words.Say("list.whole")),
                new("people", one => Cells.Number(one.Paper.Count)),
                new("printed-by", one => asked.Words.Word("role", (Role?)one.Paper.By.Role)),
                new("printed", one => Cells.Time(one.Paper.At)),
                new("signed-by", one => asked.Words.Word("role", one.Paper.Signed?.Role)),
            ]
        );
}
