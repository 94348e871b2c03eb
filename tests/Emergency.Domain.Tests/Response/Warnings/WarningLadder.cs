using Emergency.Domain.Warnings;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Warnings;

/// <summary>Situations in which stories about warnings begin: a red warning of rain for 浉河区, six hours long.</summary>
public static class WarningLadder
{
    public static readonly MessageKey First = new("yujing@example.org", "R-1", Night),
        Later = new("yujing@example.org", "R-2", After(90)),
        Strange = new("other@example.com", "X-1", After(90));
    public static readonly DateTimeOffset Until = After(360);

    public static WarningFacts Facts(WarningStatus status = WarningStatus.Actual) =>
        new(
            County,
            First,
            status,
            true,
            [],
            Category.Flood,
            WarningLevel.Red,
            [new("zh-CN", "暴雨", "区气象台（示例）", "暴雨红色预警", null, "低洼地段住户立即转移")],
            Night,
            After(30),
            Until,
            [new("浉河区", null, [County])],
            [County]
        );

    public static ConfirmWarning Confirm(params string[] calls) => new([.. calls], 300, DutyOfficer, After(2));

    public static ReceiveWarning Receive(WarningStatus status = WarningStatus.Actual) => new(Facts(status), 7, DutyOfficer, After(1));

    public static readonly ConfirmationAwaited Awaited = new(After(3), After(1));

    public static WarningReceived Received(WarningStatus status = WarningStatus.Actual) =>
        new(Facts(status), Until, 7, DutyOfficer, After(1));
}
