using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Drills.Playing;

/// <summary>What was told to the players of a realm, the earliest first; in live there is none.</summary>
public sealed record CuesKnown(ImmutableList<CueKnown> All)
{
    public static readonly CuesKnown None = new(ImmutableList<CueKnown>.Empty);

    public CueKnown? Find(CueId id) => All.Find(one => one.Id == id);
}

/// <param name="At">When it came, by the drill's clock.</param>
public sealed record CueKnown(CueId Id, Cue State, DateTimeOffset At);

/// <summary>A cue on its reader's page. A call says nothing before somebody has answered it.</summary>
/// <param name="Way">message, call or missing.</param>
/// <param name="Text">Null while a call rings.</param>
/// <param name="Read">Whether this reader has read it.</param>
/// <param name="AnsweredBy">The role of who has answered the call.</param>
/// <param name="Mine">Whether this reader has answered it.</param>
public sealed record CueLight(CueId Id, CueWay Way, string? From, string? Text, int? Age, string? LastSeen, DateTimeOffset At, bool Read, Role? AnsweredBy, bool Mine)
{
    public const string View = "cue";

    public static CueLight Of(CueKnown cue, AccountId reader)
    {
        ArgumentNullException.ThrowIfNull(cue);
        var (state, facts) = (cue.State, cue.State.Facts!);
        return new(cue.Id, facts.Way, facts.From, facts.Way == CueWay.Call && state.Answered is null ? null : facts.Text, facts.Age, facts.LastSeen, cue.At, state.Read.Contains(reader), state.Answered?.Role, state.Answered?.Account == reader);
    }
}

/// <summary>Folds cues; each of those it is for hears of it in the own group of the realm.</summary>
public sealed class CuesView : View<CuesKnown>
{
    public override string Name => "cues";
    public override CuesKnown Empty => CuesKnown.None;

    protected override CuesKnown Fold(CuesKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not CueEvent e) return state;
        var id = new CueId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new CueKnown(id, Cue.Evolve(before?.State ?? Cue.None, e), before?.At ?? happened.Meta.At);
        foreach (var reader in after.State.Facts!.To) changes.To(Group.Me(happened.Entity.Realm, reader), CueLight.View, id.ToString(), CueLight.Of(after, reader));
        return new(before is null ? state.All.Add(after) : state.All.Replace(before, after));
    }

    public override void Show(CuesKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "me") return;
        var reader = new AccountId(group.Id);
        foreach (var cue in state.All.Where(cue => cue.State.Facts!.To.Contains(reader))) changes.To(group, CueLight.View, cue.Id.ToString(), CueLight.Of(cue, reader));
    }
}
