using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>Folds parties and what they are asked.</summary>
internal sealed class PartiesView : View<PartiesKnown>
{
    /// <summary>How many asks that are over stay with a party.</summary>
    private const int Kept = 50;

    public override string Name => "parties";
    public override PartiesKnown Empty => PartiesKnown.None;
    protected override IReadOnlyList<ILights<PartiesKnown>> Lights { get; } = [new PartyLights()];

    protected override PartiesKnown Fold(PartiesKnown state, Happened happened)
    {
        if (happened.Event is not PartyEvent e)
            return state;
        var id = new PartyId(Guid.Parse(happened.Entity.Key));
        if (e is PartyAsked asked)
            state = state.With(asked, id);
        var before = state.Find(id);
        var after = new PartyKnown(id, Short(Party.Evolve(before?.State ?? Party.None, e)));
        var all = state.All.SetItem(id, after);
        if (before is { Facts.Community: var was } && was == after.Facts.Community)
            return state with { All = all };
        var by = before is null
            ? state.ByCommunity
            : state.ByCommunity.SetItem(before.Facts.Community, state.ByCommunity[before.Facts.Community].Remove(id));
        return state with
        {
            All = all,
            ByCommunity = by.SetItem(after.Facts.Community, by.GetValueOrDefault(after.Facts.Community, []).Add(id)),
        };
    }

    private static Party Short(Party party)
    {
        if (party.Asks.Count <= Kept)
            return party;
        var over = party.Asks.Values.Where(ask => ask.ClosedAt is not null).OrderBy(ask => ask.ClosedAt).ThenBy(ask => ask.Id.Value);
        return party with { Asks = party.Asks.RemoveRange(over.Take(party.Asks.Count - Kept).Select(ask => ask.Id)) };
    }
}
