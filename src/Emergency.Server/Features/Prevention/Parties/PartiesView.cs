using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>Folds parties and the requests to them.</summary>
internal sealed class PartiesView(ISealing sealing) : View<PartiesKnown>
{
    /// <summary>Number of closed requests that stay with a party.</summary>
    private const int Kept = 50;

    public override string Name => "parties";
    protected override string FoldVersion => "2";
    public override PartiesKnown Empty => PartiesKnown.None;
    protected override IEnumerable<KeptAs> Keeping =>
        [KeptAs.Make<PartyKnown, PartyKept>(static one => new(one.Id, one.State), kept => PartyKnown.Of(kept.Id, kept.State, sealing))];
    protected override IReadOnlyList<ILights<PartiesKnown>> Lights { get; } = [new PartyLights()];

    protected override PartiesKnown Fold(PartiesKnown state, Happened happened)
    {
        if (happened.Event is not PartyEvent e)
            return state;
        var id = new PartyId(Guid.Parse(happened.Entity.Key));
        if (e is PartyAsked asked)
            state = state.With(asked, id);
        var before = state.Find(id);
        var party = Short(Party.Evolve(before?.State ?? Party.None, e));
        var after = before is not null && before.Facts == party.Facts ? before with { State = party } : PartyKnown.Of(id, party, sealing);
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

    /// <summary>A party in a checkpoint: its name stays sealed.</summary>
    private sealed record PartyKept(PartyId Id, Party State);

    private static Party Short(Party party)
    {
        if (party.Asks.Count <= Kept)
            return party;
        var over = party.Asks.Values.Where(ask => ask.ClosedAt is not null).OrderBy(ask => ask.ClosedAt).ThenBy(ask => ask.Id.Value);
        return party with { Asks = party.Asks.RemoveRange(over.Take(party.Asks.Count - Kept).Select(ask => ask.Id)) };
    }
}
