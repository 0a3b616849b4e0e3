using Microsoft.Data.Sqlite;

namespace SafetyHub.Silo.Storage;

/// <summary>A statement that is compiled once and run many times with other values. Not for concurrent use.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <param name="connection">The open connection it belongs to.</param>
    /// <param name="sql">The text, with parameters <c>@0</c>, <c>@1</c>, ….</param>
    /// <param name="parameters">How many there are.</param>
    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < parameters; i++) _command.Parameters.Add(new SqliteParameter($"@{i}", DBNull.Value));
        _command.Prepare();
    }

    public void Run(params ReadOnlySpan<object?> values)
    {
        Set(values);
        _command.ExecuteNonQuery();
    }

    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Set(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Set(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
