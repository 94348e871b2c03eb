using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Warnings;

namespace Emergency.Server.Tests.Warnings;

/// <summary>Infos of one message that are one warning.</summary>
public sealed class InfoGroupsTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 8, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Each row: infos as "language hazard level divisions hours headline", divisions A, B, – for none of ours, ? for words alone; and the groups they make, by number.</summary>
    [Theory]
    [InlineData("12", "zh flood red A 6 甲", "en flood red A 6 one")]
    [InlineData("12", "zh flood red A 6 甲", "en – red A 6 one")]
    [InlineData("1 2", "zh flood red A 6 甲", "en heat red A 6 one")]
    [InlineData("1 2", "zh flood red A 6 甲", "en flood red B 6 one")]
    [InlineData("12", "zh flood red A 6 甲", "en flood red ? 6 one")]
    [InlineData("12", "zh flood red ? 6 甲", "en flood red A 6 one")]
    [InlineData("1 2", "zh flood red A 6 甲", "zh flood red A 6 乙")]
    [InlineData("12", "zh flood red A 6 甲", "zh flood red B 6 甲")]
    [InlineData("1 2", "zh flood red A 6 甲", "zh flood blue B 6 甲")]
    [InlineData("1 2", "zh flood red A 6 甲", "zh flood red B 9 甲")]
    [InlineData("1 2", "zh flood red A 6 甲", "zh flood red – 6 甲")]
    [InlineData("12", "zh flood red – 6 甲", "zh flood red – 9 乙")]
    [InlineData("1 2", "zh flood red – 6 甲", "zh flood blue – 6 乙")]
    [InlineData("1 2", "zh flood red – 6 甲", "zh heat red – 6 乙")]
    [InlineData("13 24", "zh flood red A 6 甲", "zh flood blue A 6 乙", "en flood red A 6 one", "en flood blue A 6 two")]
    [InlineData("13 24", "zh flood red A 6 甲", "zh flood red A 9 乙", "en flood red A 6 one", "en flood red A 9 two")]
    [InlineData("2 1", "zh heat red – 6 甲", "zh flood red A 6 乙")]
    [InlineData("2 1 3", "zh heat red – 6 甲", "zh flood red A 6 乙", "zh fire blue – 6 丙")]
    public void The_same_in_another_language_and_of_a_further_area_is_one_warning(string groups, params string[] infos)
    {
        List<OneInfo> all = [.. infos.Select(Info)];
        string.Join(' ', InfoGroups.Of(all).Select(group => string.Concat(group.Infos.Select(one => all.IndexOf(one) + 1))))
            .ShouldBe(groups);
    }

    [Fact]
    public void A_group_says_the_gravest_the_earliest_and_the_latest_of_its_infos()
    {
        var group = InfoGroups.Of([Info("zh – red A 6 甲"), Info("en flood red A 6 one"), Info("fr flood red ? 6 un")]).Single();
        group.Hazard.ShouldBe(Category.Flood);
        group.Level.ShouldBe(WarningLevel.Red);
        (group.From, group.Until).ShouldBe((Start, Start.AddHours(6)));
        group.Unplaced.ShouldBeTrue("one of them is words alone");
        group.Divisions.ShouldBe(["A"]);
        group.Excluded.ShouldBeNull();
        group.Texts.Select(text => text.Language).ShouldBe(["zh", "en", "fr"]);
        var out2 = Info("de flood red A 6 eins");
        var some = InfoGroups.Of([Info("zh flood red A 6 甲"), out2 with { Ground = out2.Ground with { Excluded = ["C"] } }]).Single();
        (some.Unplaced, some.Excluded).ShouldBe((false, ["C"]));
    }

    private static OneInfo Info(string said)
    {
        var parts = said.Split(' ');
        var until = Start.AddHours(int.Parse(parts[4], null));
        return new(
            new CapInfo(
                parts[0],
                [],
                "E",
                [],
                default,
                default,
                default,
                [],
                Start,
                null,
                until,
                null,
                parts[5],
                null,
                null,
                null,
                null,
                [],
                [new(parts[3], [], [], [])]
            ),
            Ends: false,
            parts[1] switch
            {
                "flood" => Category.Flood,
                "heat" => Category.Weather,
                "fire" => Category.Fire,
                _ => null,
            },
            parts[2] == "red" ? WarningLevel.Red : WarningLevel.Blue,
            Start,
            until,
            new GroundRead([], parts[3] is "A" or "B" ? [parts[3]] : [], null, parts[3] == "?", []),
            []
        );
    }
}
