using Emergency.Domain.Hazards;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Hazards;

/// <summary>List (台账) of all hazards of a division with owner, day and stage, by community.</summary>
internal sealed class ListedHazards(ISealing sealing) : IListed
{
    public string Name => "hazards";
    public Permission Permission => HazardPermissions.Read;

    public Listed Of(ListAsked asked) =>
        Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community => HazardsKnown.In(asked.Known, community.Code))
                .Where(one => one.State.Counts)
                .OrderBy(one => one.State.Stage)
                .ThenBy(one => one.State.FoundAt)
                .Select(one => HazardItem.Of(one, sealing, asked.Today)),
            [
                new("community", one => asked.Community(one.Community)),
                new("hazard", one => one.What),
                new("kind", one => asked.Words.Codes("hazard.kind", [one.Kind])),
                new("level", one => asked.Words.Word("hazard.level", (HazardLevel?)one.Level)),
                new("where", one => string.Join(' ', new[] { one.Building, one.Where }.Where(part => part is not null))),
                new("found", one => Cells.Time(one.FoundAt)),
                new("stage", one => asked.Words.Word("hazard.stage", (HazardStage?)one.Stage)),
                new("owner", one => asked.Words.Word("hazard.owner", one.Owner)),
                new("due", one => Cells.Day(one.DueOn)),
            ]
        );
}
