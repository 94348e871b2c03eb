using System.Globalization;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Quarters;

/// <summary>That the grids and estates of a community changed: a map that shows them reads them again.</summary>
internal sealed class QuarterLights : DivisionLights<QuartersKnown>
{
    protected override string View => "quarters";

    protected override IEnumerable<string> Within(QuartersKnown state, string division) =>
        state.All.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    protected override object? Of(QuartersKnown state, string division) =>
        state.All.TryGetValue(division, out var quarters) ? new QuarterLight(division, Mark(quarters)) : null;

    /// <summary>The same for the same grids and estates on every node, and nothing of what they are.</summary>
    private static string Mark(Domain.Places.Quarters quarters)
    {
        var mark = 14_695_981_039_346_656_037UL;
        foreach (var one in quarters.Grids.Values.Concat(quarters.Estates.Values).OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            Text(one.Name);
            Text(one.Chief?.ToString() ?? "");
            foreach (var building in one.Buildings)
                Text(building);
            foreach (var corner in one.Boundary?.Parts.SelectMany(rings => rings).SelectMany(ring => ring) ?? [])
            {
                Add(BitConverter.DoubleToUInt64Bits(corner.Lon));
                Add(BitConverter.DoubleToUInt64Bits(corner.Lat));
            }
        }
        return mark.ToString("x", CultureInfo.InvariantCulture);

        void Text(string text)
        {
            foreach (var letter in text)
                Add(letter);
            Add(0);
        }
        void Add(ulong part) => mark = unchecked((mark ^ part) * 1_099_511_628_211UL);
    }
}

internal sealed record QuarterLight(string Community, string Mark);
