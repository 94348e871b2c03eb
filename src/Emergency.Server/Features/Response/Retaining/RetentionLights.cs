using Emergency.Domain.Retaining;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Retaining;

/// <summary>Tells that a decision was made, without its content: pages then fetch their own list.</summary>
/// <param name="At">Position of the last decision.</param>
internal sealed record RetentionLight(string Place, long At);

/// <summary>Status of each place, pushed to its divisions.</summary>
internal sealed class RetentionLights : LightsOf<RetentionKnown, string>
{
    protected override string View => RetentionView.View;

    protected override IEnumerable<string> Touched(RetentionKnown before, RetentionKnown after, Happened happened) =>
        happened.Event is RetentionEvent e ? [e.Of.Place] : [];

    protected override IEnumerable<string> Near(RetentionKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.Places.Keys : [];

    protected override Light? Of(RetentionKnown state, string thing, string realm) =>
        state.Places.TryGetValue(thing, out var at)
            ? new(thing, () => new RetentionLight(thing, at), Audience.Division(realm, thing))
            : null;
}
