using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>Cues to players of a drill by message, telephone or word of mouth; only with ?realm= of a drill.</summary>
internal static class CueEndpoints
{
    public static RouteGroupBuilder MapCues(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/cues").WithTags("drills");
        routes.MapGet("/", List).Needs(DrillPermissions.CueRead);
        routes.MapPost("/{cueId:guid}/read", Read).Needs(DrillPermissions.CueRead);
        routes.MapPost("/{cueId:guid}/answer", Answer).Needs(DrillPermissions.CueRead);
        return api;
    }

    /// <summary>Cues for the asker, the newest first.</summary>
    public static Outcome<CuesShown> List(Asked asked, Known known)
    {
        var own = known.Of<CuesKnown>(asked.Realm).All.Where(cue => cue.State.Facts!.To.Contains(asked.Account)).Reverse();
        return new Outcome<CuesShown>(new([.. own.Select(cue => CueLight.Of(cue, asked.Account))], known.At.Value), known.At);
    }

    /// <summary>Marks a cue as read; a ringing call must be answered first.</summary>
    public static Task<Outcome<Recorded>> Read(Guid cueId, Known known, Act act) =>
        On(cueId, known, act)?.Do(by => new ReadCue(by, act.Now)) ?? Nowhere;

    /// <summary>接听 of a simulated call: the first who answers has it.</summary>
    public static Task<Outcome<Recorded>> Answer(Guid cueId, Known known, Act act) =>
        On(cueId, known, act)?.Do(by => new AnswerCue(by, act.Now)) ?? Nowhere;

    private static Task<Outcome<Recorded>> Nowhere => Task.FromResult<Outcome<Recorded>>(Problem.NotFound);

    // A reader belongs to one of the drill's communities, in whatever grid.
    private static ActOn<CueKnown>? On(Guid id, Known known, Act act) =>
        known.Of<DrillsKnown>().OfRealm(act.Asked.Realm) is not { } drill
            ? null
            : act.On<CueKnown>(id, DrillPermissions.CueRead, cue => Entities.Cue(act.Asked.Realm, cue.Id), _ => Own(drill, act.Asked)) with
            {
                Assigned = _ => true,
            };

    private static Place Own(DrillKnown drill, Asked asked) =>
        drill
            .Facts.Communities.Select(code => new Place(code))
            .First(place => asked.Grants.Any(grant => new Scope(grant.Scope.Division).Covers(place)));
}

/// <summary>Cues for one player, the newest first.</summary>
internal sealed record CuesShown(IReadOnlyList<CueLight> Items, long Position);
