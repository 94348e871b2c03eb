using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>Cues in a realm, the earliest first; live has none.</summary>
internal sealed record CuesKnown(ImmutableList<CueKnown> All)
{
    public static readonly CuesKnown None = new(ImmutableList<CueKnown>.Empty);

    public CueKnown? Find(CueId id) => All.Find(one => one.Id == id);
}

/// <param name="At">Time at which it came, by the drill's clock.</param>
internal sealed record CueKnown(CueId Id, Cue State, DateTimeOffset At) : IFound<CueKnown>
{
    static CueKnown? IFound<CueKnown>.Of(Known known, string realm, Guid id) => known.Of<CuesKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => State.Facts!.To.Contains(asked.Account);
}
