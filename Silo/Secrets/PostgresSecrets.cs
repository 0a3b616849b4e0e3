using Npgsql;

namespace SafetyHub.Silo.Secrets;

/// <summary>Secrets in the settings table that all processes of the hub share. Whoever can read the hub's database can read them, as its other secrets.</summary>
internal sealed class PostgresSecrets(string connectionString) : ISharedSecrets, IDisposable
{
    // Names in the settings table that storage makes; the prefix keeps them apart from the hub's other settings.
    private const string Prefix = "secret-";

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "safetyhub-secrets", MaxPoolSize = 2, IncludeErrorDetail = false });

    public string GetOrAdd(string name, Func<string> make)
    {
        using var connection = _source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM settings WHERE name = @name";
        command.Parameters.AddWithValue("name", Prefix + name);
        if (command.ExecuteScalar() is string known) return known;
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING";
        insert.Parameters.AddWithValue("name", Prefix + name);
        insert.Parameters.AddWithValue("value", make());
        insert.ExecuteNonQuery();
        return (string)command.ExecuteScalar()!;
    }

    public IReadOnlyList<string> List(string prefix)
    {
        using var connection = _source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM settings WHERE starts_with(name, @prefix)";
        command.Parameters.AddWithValue("prefix", Prefix + prefix);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }

    public void Dispose() => _source.Dispose();
}
