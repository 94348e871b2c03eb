using System.Text;
using Emergency.Domain.Visits;

namespace Emergency.Domain.Tests.Visits;

public sealed class VisitTableTests
{
    private static readonly VisitTable Table = VisitTable.BuiltIn;
    private static readonly DateOnly March = new(2026, 3, 10),
        July = new(2026, 7, 10);

    private static string On(DateOnly day, ListOf<string> kinds, int? age = null, ListOf<string>? needs = null, string? level = null) =>
        new VisitedPerson(kinds, needs ?? [], age, level).On(day, Table).Code;

    [Fact]
    public void The_shortest_interval_that_holds_is_the_one()
    {
        On(March, ["elder-left"], 75).ShouldBe("elder");
        On(March, ["elder-alone", "disabled"], 81).ShouldBe("elder-high");
        On(March, ["left-behind-minor"], 9).ShouldBe("child");
        On(March, ["left-behind-minor"], 9, level: "A").ShouldBe("child-high");
        On(March, ["disabled"], null, ["oxygen"]).ShouldBe("disabled");
    }

    [Fact]
    public void Heat_shortens_it_for_elders_alone_and_only_in_its_months()
    {
        On(July, ["elder-alone"], 72).ShouldBe("elder-heat");
        On(March, ["elder-alone"], 72).ShouldBe("elder");
        On(July, ["elder-alone"]).ShouldBe("elder");
    }

    [Fact]
    public void From_the_birthday_on_somebody_is_as_old_as_the_row_asks()
    {
        foreach (var row in Table.Rhythms.Where(row => row is { AgeFrom: not null, Months.Count: 0 }))
        {
            row.Holds(new([.. row.Kinds], [.. row.Needs], row.AgeFrom - 1, null), March).ShouldBeFalse(row.Code);
            row.Holds(new([.. row.Kinds], [.. row.Needs], row.AgeFrom, null), March).ShouldBeTrue(row.Code);
        }
        (On(March, ["elder-alone"], 79), On(March, ["elder-alone"], 80)).ShouldBe(("elder", "elder-high"));
        (On(July, ["elder-alone"], 69), On(July, ["elder-alone"], 70)).ShouldBe(("elder", "elder-heat"));
    }

    [Fact]
    public void Nobody_is_left_out_and_what_is_the_clinics_is_not_planned_here()
    {
        On(March, []).ShouldBe("others");
        On(March, ["pregnant"]).ShouldBe("pregnant");
        Table.Rhythms.Single(row => row.Code == "pregnant").Clinic.ShouldBeTrue();
        On(March, ["pregnant", "disabled"]).ShouldBe("disabled");
    }

    [Fact]
    public void A_child_is_asked_six_questions_and_everybody_two() =>
        (Table.Asked("child").Items.Count, Table.Asked(VisitTable.Standard).Items.Count).ShouldBe((6, 2));

    [Theory]
    [InlineData("""{"rhythms":[],"questions":[],"reasons":[],"triggers":[]}""")]
    [InlineData(
        """{"rhythms":[{"code":"a","days":0,"who":[],"source":""}],"questions":[{"code":"standard","items":[]}],"reasons":[],"triggers":[]}"""
    )]
    [InlineData(
        """{"rhythms":[{"code":"a","days":9,"who":[],"source":"","questions":"none"}],"questions":[],"reasons":[],"triggers":[]}"""
    )]
    public void A_table_that_would_forget_somebody_is_not_read(string json)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        Should.Throw<FormatException>(() => VisitTable.Read(file));
    }
}
