using System.Text;
using System.Text.Json;
using Emergency.Hotlines.Signing;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>A hotline centre that signs and sends its cases.</summary>
public sealed class Hotline(Uri server, string number, WebhookSecret secret)
{
    private static int _last;

    /// <summary>Hands a fire over; returns the incident's id once the server has answered.</summary>
    public async Task<(string Incident, string CaseNumber)> Fire(string title, double lon, double lat, string division, string address = "")
    {
        var caseNumber = $"2026-{Interlocked.Increment(ref _last):000000}";
        var data = new
        {
            caseNumber,
            category = "fire",
            title,
            description = "三楼冒烟",
            receivedAt = TimeProvider.System.GetUtcNow(),
            priority = "life",
            caller = new { name = "何拟人", phone = "13900000009" },
            location = new
            {
                lon,
                lat,
                datum = "WGS84",
                address,
            },
            divisionCode = division,
        };
        var answer = (await Send("case.created", data)).Is(202);
        return (answer.String("incidentId")!, caseNumber);
    }

    public async Task<Answer> Send(string type, object data)
    {
        var (id, now) = ($"msg-{Guid.CreateVersion7()}", TimeProvider.System.GetUtcNow());
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id,
                type,
                source = number,
                time = now,
                data,
            },
            Server.Foundation.Json.Options
        );
        var headers = WebhookHeaders.For(secret, id, now, body);
        using var api = new Api(server);
        return await api.Post(
            $"/hotlines/{number}/messages",
            Encoding.UTF8.GetString(body),
            (WebhookHeaders.IdName, headers.Id!),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, headers.Signature!)
        );
    }
}
