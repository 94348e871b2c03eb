using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Grids;

/// <summary>Tells that the grids and estates of a community changed: a map that shows them fetches them again.</summary>
internal sealed class QuarterLights : DivisionLights<QuartersKnown>
{
    protected override string View => "quarters";

    protected override IEnumerable<string> Within(QuartersKnown state, string division) =>
        state.All.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    protected override object? Of(QuartersKnown state, string division) =>
        state.At.TryGetValue(division, out var at) ? new QuarterLight(division, at.Value) : null;
}

/// <summary>The position of the newest event of a community's grids and estates, without their content.</summary>
internal sealed record QuarterLight(string Community, long At);
