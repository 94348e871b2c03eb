using System.Net.Http.Json;
using System.Text.Json;

namespace Emergency.Benchmarks.Marker;

/// <summary>A signed-in account; each write has a key of its own. A refusal is an error: a benchmark measures completed work.</summary>
internal sealed class Caller(HttpClient http, string token)
{
    public const string Password = "bench-1234";

    public string Token => token;

    public static async Task<Caller> SignIn(HttpClient http, string account)
    {
        using var response = await http.PostAsJsonAsync("/api/session", new { account, password = Password });
        return new(http, (await Read(response)).GetProperty("token").GetString()!);
    }

    public Task<JsonElement> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<JsonElement> Post(string path, object body) => Send(HttpMethod.Post, path, body);

    public Task<JsonElement> Put(string path, object body) => Send(HttpMethod.Put, path, body);

    private async Task<JsonElement> Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        using var response = await http.SendAsync(request);
        return await Read(response);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new NotShown(
                $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath} was refused: {await response.Content.ReadAsStringAsync()}"
            );
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
