using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Server.Across.Imports;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Imports;

/// <summary>An office's own choice of columns holds, else that of the nearest office above it.</summary>
public sealed class ColumnsSaidTests
{
    private const string City = "4115";

    /// <summary>Each row: who has said something, of whom the file is, and whose word holds.</summary>
    [Theory]
    [InlineData($"{Borough.Community} {Borough.Street} {Borough.County} {City}", Borough.Community, Borough.Community)]
    [InlineData($"{Borough.Street} {Borough.County} {City}", Borough.Community, Borough.Street)]
    [InlineData($"{Borough.County} {City}", Borough.Community, Borough.County)]
    [InlineData(City, Borough.Community, City)]
    [InlineData($"{Borough.Community} {Borough.Street}", Borough.Street, Borough.Street)]
    [InlineData($"{Borough.Community} {Borough.County}", Borough.Street, Borough.County)]
    [InlineData($"{Borough.Community} {Borough.Street}", Borough.County, null)]
    [InlineData(Borough.Neighbour, Borough.Community, null)]
    [InlineData("", Borough.Community, null)]
    public void The_nearest_word_holds(string said, string division, string? whose)
    {
        var columns = said.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToImmutableDictionary(
                code => $"{code}-residents",
                code => ListOf.From([new ChosenColumn("当事人", code)]),
                StringComparer.Ordinal
            )
            .Add($"{division}-supplies", [new ChosenColumn("当事人", "supplies")]);
        var known = ImportsKnown.None with { Columns = columns };
        known.ColumnsOf(division, "residents").GetValueOrDefault("当事人").ShouldBe(whose);
        var silent = known with { Columns = columns.SetItem($"{division}-residents", []) };
        (silent.ColumnsOf(division, "residents").GetValueOrDefault("当事人") == division).ShouldBeFalse("who has said nothing");
    }
}
