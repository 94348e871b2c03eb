using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Emergency.Drills.Playing;

/// <summary>A hotline centre that hands cases over, signed after Standard Webhooks.</summary>
public sealed class Partner(Sender sender, IReadOnlyDictionary<string, string> secrets, TimeProvider clock)
{
    /// <param name="id">The message's id: the same id is the same message.</param>
    /// <param name="at">Time at which the sender made it; a second sending must have the same.</param>
    public Task<Player.Answer> Send(string line, string id, string type, JsonNode data, DateTimeOffset at, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(data);
        var body = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["source"] = line,
            ["time"] = at.ToString("O", CultureInfo.InvariantCulture),
            ["data"] = data.DeepClone(),
        }.ToJsonString();
        return sender.Write(line, $"{type} {id}", () => Signed(line, id, body), stop);
    }

    private HttpRequestMessage Signed(string line, string id, string body)
    {
        var stamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(secrets[line]["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{stamp}.{body}"))
        );
        var request = new HttpRequestMessage(HttpMethod.Post, $"/hotlines/{line}/messages")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", stamp);
        request.Headers.Add("webhook-signature", $"v1,{signature}");
        return request;
    }
}
