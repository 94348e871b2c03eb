using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>A cue and one of its readers.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CueOf(CueId Cue, AccountId Reader);

/// <summary>Signals of a cue to the <c>me</c> group of each reader, in the realm.</summary>
internal sealed class CueLights : LightsOf<CuesKnown, CueOf>
{
    protected override string View => CueLight.View;

    protected override IEnumerable<CueOf> Touched(CuesKnown before, CuesKnown after, Happened happened)
    {
        var id = new CueId(Guid.Parse(happened.Entity.Key));
        return (before.Find(id)?.State.Facts?.To ?? [])
            .Union(after.Find(id)?.State.Facts?.To ?? [])
            .Select(reader => new CueOf(id, reader));
    }

    protected override IEnumerable<CueOf> Near(CuesKnown state, string realm, Group group) =>
        group.Kind == "me" ? state.All.Select(cue => new CueOf(cue.Id, new(group.Id))) : [];

    protected override Light? Of(CuesKnown state, CueOf thing, string realm) =>
        state.Find(thing.Cue) is { } cue && cue.State.Facts!.To.Contains(thing.Reader)
            ? new(thing.Cue.ToString(), () => CueLight.Of(cue, thing.Reader), Audience.Only(Group.Me(realm, thing.Reader)))
            : null;
}

/// <summary>A cue on its reader's page. A call has no text before somebody has answered it.</summary>
/// <param name="Way">message, call or missing.</param>
/// <param name="Text">Null while a call rings.</param>
/// <param name="Read">True when this reader has read it.</param>
/// <param name="AnsweredBy">Role of the person who has answered the call.</param>
/// <param name="Mine">True when this reader has answered it.</param>
internal sealed record CueLight(
    CueId Id,
    CueWay Way,
    string? From,
    string? Text,
    int? Age,
    string? LastSeen,
    DateTimeOffset At,
    bool Read,
    Role? AnsweredBy,
    bool Mine
)
{
    public const string View = "cue";

    public static CueLight Of(CueKnown cue, AccountId reader)
    {
        var (state, facts) = (cue.State, cue.State.Facts!);
        return new(
            cue.Id,
            facts.Way,
            facts.From,
            facts.Way == CueWay.Call && state.Answered is null ? null : facts.Text,
            facts.Age,
            facts.LastSeen,
            cue.At,
            state.Read.Contains(reader),
            state.Answered?.Role,
            state.Answered?.Account == reader
        );
    }
}
