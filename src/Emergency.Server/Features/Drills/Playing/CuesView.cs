using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>Folds cues.</summary>
internal sealed class CuesView : View<CuesKnown>
{
    public override string Name => "cues";
    public override CuesKnown Empty => CuesKnown.None;
    protected override IReadOnlyList<ILights<CuesKnown>> Lights { get; } = [new CueLights()];

    protected override CuesKnown Fold(CuesKnown state, Happened happened)
    {
        if (happened.Event is not CueEvent e)
            return state;
        var id = new CueId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new CueKnown(id, Cue.Evolve(before?.State ?? Cue.None, e), before?.At ?? happened.Meta.At);
        return new(before is null ? state.All.Add(after) : state.All.Replace(before, after));
    }
}
