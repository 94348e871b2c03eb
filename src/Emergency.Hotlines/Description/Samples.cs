using System.Text;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;

namespace Emergency.Hotlines.Description;

/// <summary>A message as it goes over the line: three headers and the bytes of the body.</summary>
public sealed record Sample(MessageShape Shape, WebhookHeaders Headers, byte[] Body)
{
    /// <summary>The headers as a file that curl takes: -H @FILE.</summary>
    public string HeaderLines =>
        $"{WebhookHeaders.IdName}: {Headers.Id}\n{WebhookHeaders.TimestampName}: {Headers.Timestamp}\n"
        + $"{WebhookHeaders.SignatureName}: {Headers.Signature}\n";
}

/// <summary>A message of each type, with every member there is. People and places are made up.</summary>
public static class Samples
{
    /// <summary>A published secret, and therefore for trials only.</summary>
    public const string Secret = "whsec_cHVibGlzaGVkLXRlc3Qtc2VjcmV0LW5ldmVyLXVzZSE=";

    public static readonly DateTimeOffset At = new(2026, 1, 15, 2, 13, 5, TimeSpan.FromHours(8));
    private static readonly Guid handover = new("019bbd63-8b28-7000-8000-000000000001"),
        incident = new("019bbd63-8b28-7000-8000-000000000002");

    private const string Case = """
        "category":"fire","title":"居民楼起火","description":"五楼冒烟，有人被困",
        """;
    private const string Where = """
        "priority":"life","caller":{"name":"试某","phone":"13900000001"},
        "location":{"lon":114.068,"lat":32.119,"datum":"WGS84","address":"例园小区4号楼"},"divisionCode":"411502001001",
        "casualties":{"injured":1,"trapped":2}
        """;
    private static readonly string answer = $"""
        "handoverId":"{handover}","reference":"120-77","at":"2026-01-15T02:13:05+08:00",
        """;

    public static IReadOnlyList<Sample> All { get; } = [.. Catalogue.Messages.Select(shape => Of(shape, $"sample-{shape.Type}", At))];

    /// <summary>The sample of a type under an id, written and signed at a time.</summary>
    public static Sample Of(MessageShape shape, string id, DateTimeOffset at, WebhookSecret? secret = null)
    {
        var body = Body(shape.Type, id, at);
        return new(shape, WebhookHeaders.For(secret ?? WebhookSecret.Parse(Secret)!, id, at, body), body);
    }

    private static byte[] Body(string type, string id, DateTimeOffset at) =>
        type switch
        {
            MessageTypes.HandoverOffered => MessageWriter.Write(id, "浉河区应急指挥中心", at, Offer(handover, at)),
            MessageTypes.AnchorKept => MessageWriter.WriteAnchor(
                id,
                "019bbd63",
                at,
                new("019bbd63", 40_350, new string('a', 64), at, "BASE64-OF-THE-KEY", "BASE64-OF-THE-SIGNATURE")
            ),
            VoiceMessages.Requested => VoiceMessages.Write(
                id,
                "emergency",
                at,
                new CallRequested("sample-call", "13900000001", "请打开手机查收通知", at.AddMinutes(1))
            ),
            VoiceMessages.Answered => VoiceMessages.Write(id, "voice", at, new CallOutcome("sample-call", true, null)),
            VoiceMessages.Failed => VoiceMessages.Write(id, "voice", at, new CallOutcome("sample-call", false, "busy")),
            VoiceMessages.TextRequested => VoiceMessages.WriteText(
                id,
                "emergency",
                at,
                new CallRequested("sample-call", "13900000001", "请打开手机查收通知", at.AddMinutes(1))
            ),
            VoiceMessages.TextDelivered => VoiceMessages.Write(id, "voice", at, new TextOutcome("sample-call", TextState.Delivered, null)),
            VoiceMessages.TextAnswered => VoiceMessages.Write(id, "voice", at, new TextOutcome("sample-call", TextState.Answered, null)),
            VoiceMessages.TextFailed => VoiceMessages.Write(id, "voice", at, new TextOutcome("sample-call", TextState.Failed, "off")),
            ChatMessages.Requested => ChatMessages.Write(
                id,
                "emergency",
                at,
                new ChatRequested(
                    "sample-call.1",
                    "13900000001",
                    "应急叫应",
                    "您有一项救人任务，请马上打开查看。",
                    "https://emergency.example/team",
                    at.AddMinutes(1)
                )
            ),
            LoudspeakerMessages.Requested => LoudspeakerMessages.Write(
                id,
                "emergency",
                at,
                new BroadcastRequested("sample-call.1", "411502001001", "山洪红色预警。马上往高处走，不要过河。", 3, at.AddMinutes(10))
            ),
            LoudspeakerMessages.Played => LoudspeakerMessages.Write(
                id,
                "loudspeakers",
                at,
                new BroadcastOutcome("sample-call.1", true, null)
            ),
            LoudspeakerMessages.Failed => LoudspeakerMessages.Write(
                id,
                "loudspeakers",
                at,
                new BroadcastOutcome("sample-call.1", false, "no-power")
            ),
            _ => Encoding.UTF8.GetBytes(
                (
                    $"{{\"id\":\"{id}\",\"type\":\"{type}\",\"source\":\"{Source(type)}\",\"time\":\"{Text(at)}\","
                    + $"\"data\":{{{Data(type)}}}}}"
                ).ReplaceLineEndings("")
            ),
        };

    /// <summary>An offer to take, for one made-up person.</summary>
    public static HandoverOffered Offer(Guid handover, DateTimeOffset at) =>
        new(
            handover,
            incident,
            "ambulance",
            new Coordinates(114.068, 32.119, MapDatum.WGS84),
            "例园小区4号楼2单元502",
            1,
            "例园小区4号楼2单元502（卧床）；老人晕倒",
            at.AddMinutes(1)
        );

    private static string Text(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    private static string Source(string type) => type.StartsWith("case.", StringComparison.Ordinal) ? "信阳119" : "信阳120";

    private static string Data(string type) =>
        type switch
        {
            MessageTypes.CaseCreated => $"\"caseNumber\":\"4115-2026-0613\",{Case}\"receivedAt\":\"2026-01-15T02:12:40+08:00\",{Where}",
            MessageTypes.CaseUpdated => $"\"caseNumber\":\"4115-2026-0613\",{Case}{Where}",
            MessageTypes.CaseCancelled => """
                "caseNumber":"4115-2026-0613","reason":"误报","at":"2026-01-15T02:13:05+08:00"
                """,
            MessageTypes.HandoverReturned => $"""
                {answer}"reason":"no-vehicle","minutes":20,"text":"二十分钟后有车"
                """,
            MessageTypes.HandoverProgressed => $"{answer}\"text\":\"救护车已出发\"",
            MessageTypes.HandoverCompleted => $"{answer}\"text\":\"已送到医院\"",
            _ => $"{answer}\"text\":\"两车出发\"",
        };
}
