using Emergency.Server.Across.Planning;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Tests.Plans;

/// <summary>Time of a step, as a plan on paper writes it: whole days and hours as such.</summary>
public sealed class StepTimeTests
{
    [Theory]
    [InlineData(null, "—")]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(60, "60")]
    [InlineData(119, "119")]
    [InlineData(120, "2 小时")]
    [InlineData(121, "121")]
    [InlineData(180, "3 小时")]
    [InlineData(1439, "1439")]
    [InlineData(1440, "1 天")]
    [InlineData(1500, "25 小时")]
    [InlineData(2880, "2 天")]
    [InlineData(-30, "提前 30")]
    [InlineData(-180, "提前 3 小时")]
    [InlineData(-1440, "提前 1 天")]
    public void Whole_days_and_hours_are_said_as_such(int? minute, string said) =>
        PlanPaperEndpoints.At(minute, PaperTexts.In(null)).ShouldBe(said);
}
