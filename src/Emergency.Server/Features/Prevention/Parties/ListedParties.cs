using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Parties;

/// <summary>The parties of a community as a file: names, areas served, last days, answers; without telephones.</summary>
internal sealed class ListedParties : IListed
{
    public string Name => "parties";
    public Permission Permission => PartyPermissions.Read;

    public Listed? Of(ListAsked asked)
    {
        if (!Divisions.IsCommunity(asked.Division))
            return null;
        var rows = asked
            .Known.Of<PartiesKnown>(Entities.Live)
            .Of(asked.Division)
            .OrderBy(one => one.Facts.Kind)
            .ThenBy(one => one.Name, StringComparer.Ordinal);
        return Listed.Of(
            asked,
            rows,
            [
                new("party-kind", row => asked.Words.Word("party.kind", (Domain.Parties.PartyKind?)row.Facts.Kind)),
                new("party-name", row => row.Name),
                new("estates", row => string.Join('、', row.Facts.Estates.Concat(row.Facts.Buildings))),
                new("party-from", row => Cells.Day(row.Facts.From)),
                new("party-until", row => Cells.Day(row.State.LastDay ?? row.Facts.Until)),
                new("asks-open", row => Cells.Some(row.State.Open.Count())),
                new("asks-late", row => Cells.Some(row.State.Open.Count(ask => ask.Late))),
                new("asks-refused", row => Cells.Some(row.State.Asks.Values.Count(ask => ask.Stage == Domain.Parties.AskStage.Refused))),
            ]
        );
    }
}
