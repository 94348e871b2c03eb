using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Hotlines.Cap;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Warnings;

/// <summary>A message of a fictitious weather office, with a story's changes.</summary>
internal sealed record Bulletin(string Identifier)
{
    private static int _last;

    public static Bulletin Fresh() => new(FormattableString.Invariant($"R-{Interlocked.Increment(ref _last)}"));

    public string Sender { get; init; } = "yujing@example.org";
    public DateTimeOffset Sent { get; init; } = Second(TimeProvider.System.GetUtcNow());
    public CapMessageType Type { get; init; } = CapMessageType.Alert;
    public CapStatus Status { get; init; } = CapStatus.Actual;
    public CapScope Scope { get; init; } = CapScope.Public;
    public ListOf<Bulletin> Before { get; init; } = [];
    public TimeSpan Lasting { get; init; } = TimeSpan.FromHours(6);
    public string Event { get; init; } = "暴雨";
    public ListOf<CapResponse> Responses { get; init; } = [CapResponse.Evacuate];
    public string Headline { get; init; } = "平岭县发布暴雨红色预警信号";
    public CapArea Area { get; init; } = new("平岭县", [], [], [new("行政区划代码", Valley.County)]);

    public CapAlert Alert =>
        new(
            Identifier,
            Sender,
            Sent,
            Status,
            Type,
            Scope,
            null,
            null,
            [.. Before.Select(one => new CapReference(one.Sender, one.Identifier, one.Sent))],
            null,
            Type == CapMessageType.Cancel
                ? []
                :
                [
                    new(
                        "zh-CN",
                        [CapCategory.Met],
                        Event,
                        Responses,
                        CapUrgency.Immediate,
                        CapSeverity.Severe,
                        CapCertainty.Likely,
                        [],
                        Sent,
                        null,
                        Sent + Lasting,
                        "平岭县气象台（示例）",
                        Headline,
                        "六小时一百毫米（虚构示例）",
                        "低洼住户立即转移",
                        null,
                        null,
                        [],
                        [Area]
                    ),
                ]
        );

    public Task<Answer> Send(Resident by, Api api) => Send(by, api, CapWriter.Write(Alert));

    public static Task<Answer> Send(Resident by, Api api, byte[] body, string contentType = "application/cap+xml")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(contentType);
        return api.Send(HttpMethod.Post, "/api/cap", content, ("Authorization", $"Bearer {by.Token}"));
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static DateTimeOffset Second(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Identifier} {Type}");
}
