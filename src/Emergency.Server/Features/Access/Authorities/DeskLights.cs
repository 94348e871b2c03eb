using Emergency.Domain.Teams;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Authorities;

/// <summary>Signals that a desk changed, with the shift that took over last; GET …/duty names its people.</summary>
/// <param name="Version">Position of its newest event.</param>
internal sealed record DeskLight(string Authority, DateOnly? Day, Shift? Shift, DateTimeOffset? TakenAt, long Version)
{
    public static DeskLight Of(string authority, DeskKnown desk) =>
        new(authority, desk.State.Taken?.Watch.Day, desk.State.Taken?.Watch.Shift, desk.State.Taken?.At, desk.At.Value);
}

/// <summary>Signals changes of desks, without details.</summary>
internal sealed class DeskLights : DivisionLights<DesksKnown>
{
    protected override string View => "desk";

    protected override IEnumerable<string> Within(DesksKnown state, string division) =>
        state.Desks.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    protected override object? Of(DesksKnown state, string division) =>
        state.Desks.TryGetValue(division, out var desk) ? DeskLight.Of(division, desk) : null;
}
