using System.Text;
using System.Text.Json;
using Emergency.Hotlines.Signing;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>A hotline centre that signs and sends.</summary>
/// <param name="hotline">Its line, as named in addresses.</param>
internal sealed class Partner(Borough borough, string hotline = "119", string secret = Borough.Secret)
{
    private readonly WebhookSecret _secret = WebhookSecret.Parse(secret)!;
    private static int _last;

    public static string NewNumber() => $"2026-{Interlocked.Increment(ref _last):000000}";

    public static object Fire(string number, object? location = null, string? divisionCode = null, string title = "居民楼起火") =>
        new
        {
            caseNumber = number,
            category = "fire",
            title,
            description = "三楼冒烟",
            receivedAt = "2026-01-15T02:13:00+08:00",
            priority = "life",
            caller = new { name = "何拟人", phone = "13900000009" },
            location,
            divisionCode,
        };

    public static object Here =>
        new
        {
            lon = Borough.Lon,
            lat = Borough.Lat,
            datum = "WGS84",
            address = "试阳路1号",
        };

    public Task<Answer> Created(object data, string? id = null) => Send("case.created", data, id);

    public Task<Answer> Updated(object data, string? id = null) => Send("case.updated", data, id);

    public Task<Answer> Cancelled(string number, string? id = null) =>
        Send("case.cancelled", new { caseNumber = number, reason = "误报" }, id);

    public Task<Answer> Send(string type, object data, string? id = null, TimeSpan age = default, string? signature = null)
    {
        id ??= $"msg-{Guid.CreateVersion7()}";
        return Raw(
            JsonSerializer.Serialize(
                new
                {
                    id,
                    type,
                    source = hotline,
                    time = "2026-01-15T02:13:05+08:00",
                    data,
                },
                Json.Options
            ),
            id,
            age,
            signature
        );
    }

    public Task<Answer> Raw(string body, string id, TimeSpan age = default, string? signature = null)
    {
        var headers = WebhookHeaders.For(_secret, id, TimeProvider.System.GetUtcNow() - age, Encoding.UTF8.GetBytes(body));
        return borough.Stranger.Send(
            HttpMethod.Post,
            $"/hotlines/{hotline}/messages",
            Api.Json(body),
            (WebhookHeaders.IdName, headers.Id!),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, signature ?? headers.Signature!)
        );
    }
}
